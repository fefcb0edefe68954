"""What pages hand to the components that need more than a word: steps, tabs."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A state in a chain of states. `note` says who or when ("Mirela Estrada, 3 May")."""

    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """A chain of states drawn as a line, with "you are here" at the step number `at`, from 0.

    `at` beyond the last step draws all of them as done.
    """

    steps: Sequence[Step]
    at: int

    @property
    def drawn(self) -> list[tuple[Step, str]]:
        """Each step with its standing: "done", "here" or "ahead"."""
        return [(step, self._standing(place)) for place, step in enumerate(self.steps)]

    def _standing(self, place: int) -> str:
        if place == self.at:
            return "here"
        return "done" if place < self.at else "ahead"


@dataclass(frozen=True, slots=True)
class Tab:
    """A page beside others about the same thing; `count` is what waits there, if counted."""

    title: str
    url: str
    is_here: bool = False
    count: int | None = None
