"""What may be done with a file that was brought: ask for its plan, apply it, undo it, discard it.

The work itself is done by another process (`work.py`), so that it goes on when a page is closed;
these acts say what it is to do, and what it says of itself is written here.
"""

import re
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.db.models import Q

from entraide.clock import Clock
from entraide.desks.records.admission import declaration_for
from entraide.desks.records.imports.queries import files_of, imports_folder, job, may_be
from entraide.desks.records.imports.running import Progress, Totals, Undoing
from entraide.desks.records.models import ImportJob
from entraide.desks.records.writing import By, Writing, act
from entraide.engine.databases import by_number
from entraide.errors import Conflict, Invalid, TooLarge
from entraide.language import _

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a file that a page takes; larger ones are imported at the command line."""
KEPT: Final = timedelta(days=30)
"""How long a file and its reports are kept after the work on it: they hold what records hold."""
REPAIRS: Final = frozenset({"lost_zeros", "date_serial", "choice", "phone_country"})
"""Codes of errors whose proposed repair may be taken for all rows."""
LOCALES: Final = frozenset({"", "en_US", "en_GB", "fr", "es", "ar"})

Stage, State = ImportJob.Stage, ImportJob.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A file as somebody brings it.

    Attributes:
        chunks: its content.
        locale: of who wrote it, for the order of dates; "" to find it out.
    """

    name: str
    chunks: Iterable[bytes]
    database: str
    locale: str = ""
    accepted: frozenset[str] = frozenset()
    language: str = "en"


def bring(by: By, brought: Brought) -> ImportJob:
    """Keeps the file and asks for its plan.

    Raises:
        NotAllowed: the actor does not write its bureau's records in this database.
        TooLarge: the file is larger than `LARGEST`.
        Invalid: no such repair or locale, or the file is empty.
    """
    declared = declaration_for(by.actor, brought.database, by.actor.bureau)
    accepted = _accepted(brought.accepted)
    if brought.locale not in LOCALES:
        raise Invalid("locale", field="locale")
    folder = secrets.token_hex(16)
    path = imports_folder() / folder / "file" / _safe(brought.name)
    digest = _keep(path, brought.chunks)

    def do(writing: Writing) -> str:
        made = ImportJob.objects.create(
            owner=by.actor.bureau,
            database=declared.number,
            person=by.actor.person or 0,
            grant=int(by.actor.grant.removeprefix("g") or 0),
            actor=by.actor.name,
            source=path.name,
            folder=folder,
            locale=brought.locale,
            accepted=accepted,
            language=brought.language,
            reason=by.reason,
            asked_at=writing.now,
            changed_at=writing.now,
        )
        writing.journal("bring", about=f"file:{made.pk}")
        return str(made.pk)

    try:
        asked = ["bring", brought.database, digest, accepted, brought.locale]
        made = ImportJob.objects.get(pk=act(by, asked, do).about)
    except BaseException:
        shutil.rmtree(path.parent.parent, ignore_errors=True)
        raise
    if made.folder != folder:  # the same request again: its file is there already
        shutil.rmtree(path.parent.parent, ignore_errors=True)
    return made


def plan_again(by: By, id: int, *, accepted: frozenset[str]) -> ImportJob:
    """Plans the file anew, with these repairs taken. Raises NotFound, Conflict, Invalid."""
    taken = _accepted(accepted)
    return _ask(by, id, Stage.PLAN, {"accepted": taken, "plan": {}})


def apply_file(by: By, id: int) -> ImportJob:
    """Asks for the file to be applied, as it was planned. Raises NotFound, NotAllowed, Conflict."""
    return _ask(by, id, Stage.APPLY, {})


def undo_file(by: By, id: int) -> ImportJob:
    """Asks for the import to be undone. Raises NotFound, NotAllowed, Conflict."""
    return _ask(by, id, Stage.UNDO, {})


def discard(by: By, id: int) -> None:
    """Deletes a file that was not applied, with its reports. Raises NotFound, Conflict."""

    def do(writing: Writing) -> str:
        found = job(by.actor, id)
        if found.stage != Stage.PLAN or found.state in {State.RUNNING, State.DISCARDED}:
            raise _not_now()
        _forget_files(found)
        found.state, found.changed_at = State.DISCARDED, writing.now
        found.save()
        writing.journal("discard", about=f"file:{id}")
        return str(id)

    act(by, ["discard", id], do)


def take_next(clock: Clock) -> ImportJob | None:
    """The next piece of work, now running; None where nothing waits. For one worker a hub.

    A piece that is still running was cut off with its worker: it is taken up again.
    """
    found = ImportJob.objects.filter(state__in=[State.WAITING, State.RUNNING]).order_by("pk")
    taken = found.first()
    if taken is not None:
        taken.state, taken.changed_at, taken.problem = State.RUNNING, clock.now(), ""
        taken.save()
    return taken


def note_progress(work: ImportJob, progress: Progress, clock: Clock) -> None:
    """Writes down how far the work is."""
    work.rows, work.share, work.changed_at = progress.rows, progress.share, clock.now()
    work.save(update_fields=["rows", "share", "changed_at"])


def note_end(work: ImportJob, result: Totals | Undoing | str, clock: Clock) -> None:
    """Writes down what came of the work: counts, or the sentence that says why it failed."""
    work.state, work.share, work.changed_at = State.DONE, 1.0, clock.now()
    if isinstance(result, str):
        work.state, work.problem = State.FAILED, result
    elif isinstance(result, Undoing):
        work.undone = {
            "withdrawn": result.withdrawn,
            "changed_back": result.changed_back,
            "left": result.left,
        }
    else:
        told = {name: value for name, value in asdict(result).items() if name != "done"}
        if work.stage == Stage.PLAN:
            work.plan = told
        else:
            work.totals, work.batches = told, result.batches
    work.save()


def forget_files(clock: Clock) -> int:
    """Deletes the files of imports on which nobody has worked for a month; gives how many."""
    old = ImportJob.objects.filter(~Q(folder=""), changed_at__lt=clock.now() - KEPT)
    rows = list(old.exclude(state__in=[State.WAITING, State.RUNNING]))
    for row in rows:
        _forget_files(row)
        row.save(update_fields=["folder"])
    return len(rows)


def _ask(by: By, id: int, stage: str, also: dict[str, Any]) -> ImportJob:
    def do(writing: Writing) -> str:
        found = job(by.actor, id)
        declaration_for(by.actor, by_number(found.database).code, found.owner)
        if not may_be(found, stage):
            raise _not_now()
        found.stage, found.state = stage, State.WAITING
        found.rows, found.share, found.problem = 0, 0, ""
        found.person, found.actor = by.actor.person or 0, by.actor.name
        found.grant = int(by.actor.grant.removeprefix("g") or 0)
        found.changed_at = writing.now
        for name, value in also.items():
            setattr(found, name, value)
        found.save()
        writing.journal(f"{stage}_file", about=f"file:{id}")
        return str(id)

    act(by, [stage, id, also], do)
    return job(by.actor, id)


def _not_now() -> Conflict:
    return Conflict("import_state", _("This cannot be done with the import as it stands now."))


def _accepted(codes: frozenset[str]) -> list[str]:
    if codes - REPAIRS:
        raise Invalid("accepted", field="accepted")
    return sorted(codes)


def _safe(name: str) -> str:
    """A name that means nothing to a file system but itself."""
    kept = re.sub(r"[^\w. -]+", "_", Path(name.replace("\\", "/")).name).strip(" .")
    return kept[-100:] or "file"


def _keep(path: Path, chunks: Iterable[bytes]) -> str:
    """Writes the file, its folder for nobody else; gives its digest."""
    path.parent.mkdir(parents=True, mode=0o700)
    try:
        return _written(path, chunks)
    except BaseException:
        shutil.rmtree(path.parent.parent, ignore_errors=True)
        raise


def _written(path: Path, chunks: Iterable[bytes]) -> str:
    digest, size = sha256(), 0
    with path.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise TooLarge
            digest.update(chunk)
            file.write(chunk)
    if not size:
        raise Invalid("empty_file", _("The file is empty."), field="file")
    return digest.hexdigest()


def _forget_files(work: ImportJob) -> None:
    if work.folder:
        shutil.rmtree(files_of(work).folder, ignore_errors=True)
        work.folder = ""
