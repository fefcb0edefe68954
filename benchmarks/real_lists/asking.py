"""A hub of the lists, asked as a bureau's system may ask, and what was found counted."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.real_lists.lists import entraide
from entraide.engine.check.service import Service
from entraide.engine.check.wire import Answer, Asker, Officer, Query
from entraide.engine.schema.vocabulary import Purpose
from entraide.hub import Hub

TOGETHER: Final = 50
"""Subjects of one question: as many lines fewer in the trail, each of which waits for the disk."""
_OFFICER: Final = Officer(id="benchmark", unit="test", workstation="w1")


@dataclass(slots=True)
class Found:
    """How many of those asked for were found, and which were not."""

    asked: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def tell(self, what: str, *, is_found: bool) -> None:
        """Counts one question."""
        self.asked += 1
        self.found += is_found
        if not is_found:
            self.missed.append(what)

    def share(self) -> str:
        """For a table."""
        return f"{self.found:,} of {self.asked:,} ({self.found / max(self.asked, 1):.2%})"


class Asking:
    """A hub's service, asked as a bureau's system that may ask everything a bureau may."""

    def __init__(self, service: Service, asker: Asker) -> None:
        self._service, self._asker = service, asker

    def ask(self, subject: Any, *databases: str) -> Answer:
        """The answer to a question about one subject."""
        return self.ask_together([subject], *databases)

    def ask_together(self, subjects: list[Any], *databases: str) -> Answer:
        """The answer to one question about many subjects, which is one line in the trail."""
        query = Query(
            subjects=subjects,
            purpose=Purpose.CRIMINAL_INVESTIGATION_INFO,
            databases=list(databases),
            officer=_OFFICER,
        )
        return self._service.answer(query, self._asker)


@contextmanager
def asking(folder: Path) -> Iterator[Asking]:
    """The hub, followed by a process of its own, until the questions have been asked."""
    entraide(folder, "bureaus", "add", "UTO", "--name", "Utopia")
    purposes = [word for purpose in Purpose for word in ("--purpose", purpose.value)]
    granted = entraide(folder, "grant", "system", "UTO", "Test", "--role", "bureau", *purposes)
    key = entraide(folder, "keys", "make", granted["about"])["key"]
    command = [sys.executable, "-m", "entraide", "index", "follow", "--hub", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as follower:
        service = Service.open(Hub(folder))
        try:
            yield Asking(service, service.asker(key))
        finally:
            service.close()
            follower.terminate()
