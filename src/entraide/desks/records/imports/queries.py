"""Files that were brought, read: for whose bureau they are, and where their reports lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec
from django.conf import settings

from entraide.desks.bureaus.policy import Actor
from entraide.desks.records.imports.report import REFUSED, ROWS
from entraide.desks.records.models import ImportJob
from entraide.engine.schema.vocabulary import Role
from entraide.errors import NotFound

MOST_LISTED: Final = 50
KEEPERS: Final = frozenset({Role.BUREAU, Role.SECRETARIAT})


@dataclass(frozen=True, slots=True)
class Files:
    """Where a job's files lie."""

    folder: Path
    source: Path
    report: Path

    @property
    def rows(self) -> Path:
        """What became of every row."""
        return self.report / ROWS

    @property
    def refused(self) -> Path:
        """The refused rows, to be corrected."""
        return self.report / REFUSED


def imports_folder() -> Path:
    """Where the hub keeps the files that people brought, until they are deleted."""
    return Path(settings.HUB.folder) / "imports"


def jobs(actor: Actor) -> list[ImportJob]:
    """The newest of the bureau's imports."""
    if actor.role not in KEEPERS:
        return []
    return list(ImportJob.objects.filter(owner=actor.bureau).order_by("-pk")[:MOST_LISTED])


def job(actor: Actor, id: int) -> ImportJob:
    """One of the bureau's imports. Raises NotFound."""
    found = ImportJob.objects.filter(pk=id, owner=actor.bureau).first()
    if found is None or actor.role not in KEEPERS:
        raise NotFound
    return found


def files_of(work: ImportJob) -> Files:
    """Where its files lie. Raises NotFound once they are deleted."""
    if not work.folder:
        raise NotFound
    folder = imports_folder() / work.folder
    report = "plan" if work.stage == ImportJob.Stage.PLAN else "applied"
    return Files(folder, folder / "file" / work.source, folder / report)


def may_be(work: ImportJob, stage: str) -> bool:
    """Whether this can be asked of the import as it stands."""
    stages, states = ImportJob.Stage, ImportJob.State
    before = (work.stage, work.state)
    if stage == stages.UNDO:
        return bool(work.batches) and before in {
            (stages.APPLY, states.DONE),
            (stages.UNDO, states.FAILED),
        }
    if not work.folder:
        return False
    if stage == stages.APPLY:
        return before in {(stages.PLAN, states.DONE), (stages.APPLY, states.FAILED)}
    return before in {(stages.PLAN, states.DONE), (stages.PLAN, states.FAILED)}


def reported(
    work: ImportJob, *, outcome: str = "", first: int = 0, most: int = 50
) -> list[dict[str, Any]]:
    """Lines of the report, those of one outcome or all; none while there is no report."""
    if not work.folder or not (path := files_of(work).rows).is_file():
        return []
    with path.open("rb") as file:
        return list(islice(_matching(file, outcome), first, first + most))


def _matching(lines: Any, outcome: str) -> Iterator[dict[str, Any]]:
    mark = f'"outcome":"{outcome}"'.encode() if outcome else b""
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    return (decode(line) for line in lines if mark in line and line.endswith(b"\n"))
