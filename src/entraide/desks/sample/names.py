"""How people of the sample states are named: parts of names from `names.toml`, by custom."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple


class Part(NamedTuple):
    """One part of a name, in Latin letters and in its own script (the same where that is Latin)."""

    latin: str
    own: str


@dataclass(frozen=True, slots=True)
class Custom:
    """How people are named.

    Attributes:
        men: forenames of men.
        women: forenames of women.
        families: family names; those of women stand at the same places in `women_families`.
        family_first: whether the own script writes the family name first.
        between: what it writes between the two.
        variants: a forename's Latin spelling → another that offices use for it.
    """

    men: tuple[Part, ...]
    women: tuple[Part, ...]
    families: tuple[Part, ...]
    women_families: tuple[Part, ...]
    family_first: bool
    between: str
    variants: Mapping[str, str]

    @property
    def is_latin(self) -> bool:
        """Whether names are written in Latin letters at home."""
        return self.families[0].latin == self.families[0].own


def _custom(told: Mapping[str, Any]) -> Custom:
    return Custom(
        men=_parts(told["men"]),
        women=_parts(told["women"]),
        families=_parts(told["families"]),
        women_families=_parts(told.get("women_families", told["families"])),
        family_first=told.get("family_first", False),
        between=told.get("between", " "),
        variants=dict(_parts(told.get("variants", ""))),
    )


def _parts(text: str) -> tuple[Part, ...]:
    pairs = (part.replace("_", " ").partition("=") for part in text.split())
    return tuple(Part(latin, own or latin) for latin, _is, own in pairs)


CUSTOMS: Final = {
    name: _custom(told)
    for name, told in tomllib.loads(
        Path(__file__).with_name("names.toml").read_text("utf-8")
    ).items()
}
