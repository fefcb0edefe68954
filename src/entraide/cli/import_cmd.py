"""`entraide import`: a file of records, first only looked at, then brought in or undone."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from entraide.cli.bars import bars
from entraide.cli.command import command, option
from entraide.cli.exits import REFUSED
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import NOT_YET_VISIBLE, emit, table, warn
from entraide.cli.usage import misuse
from entraide.errors import Malformed
from entraide.language import _

if TYPE_CHECKING:
    from entraide.desks.records.imports import Asked, Totals
    from entraide.desks.records.writing import Done

LONGEST_WAIT_S: Final = 60.0
"""For the index to follow an import; a larger one becomes visible while the hub goes on."""
_FORMS: Final = ("table", "mapped_csv", "un_list", "public_notices", "ftm")


@command(
    "import",
    help=_(
        "Reads a file of records into a database.\n\n"
        "Without --apply nothing is written: it says what would be added, changed field by field, "
        "left as it is and refused, each with its line and reason; --report keeps that in a "
        "folder, the refused rows as a table to mend. With --apply it becomes a batch that --undo "
        "takes back. Cut off, it goes on where it stopped when it is called again. Rows that are "
        "missing from a file delete nothing. Ends with exit code 3 if a row was refused."
    ),
    examples=(
        "entraide import passports.csv --owner UTO --database travel_documents",
        "entraide import passports.xlsx --owner UTO --database travel_documents --apply",
        "entraide import list.xml --form un_list --owner UNO --apply --report report",
        "entraide import cars.csv --form mapped_csv --mapping cars.toml --owner NZL",
        "entraide import --undo 14",
        "entraide import template.xlsx --database travel_documents --template",
    ),
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@option("--owner", metavar="CODE", help=_("Whose records they become."))
@option("--database", default="", metavar="CODE", help=_("Of a table: into which database."))
@option(
    "--form",
    type=click.Choice(_FORMS),
    default="table",
    show_default=True,
    help=_("What kind of file it is."),
)
@option("--mapping", type=Path, metavar="FILE", help=_("Of a mapped CSV: its mapping."))
@option("--locale", default="", help=_("Who wrote a table (fr, en_US): the order of its dates."))
@option("--colour", default="red", help=_("Of public notices that do not say theirs."))
@option("--constants", type=Path, metavar="FILE", help=_("Of FollowTheMoney: JSON of values."))
@option("--accept", multiple=True, metavar="CODE", help=_("Take repairs of this kind of error."))
@option("--report", type=Path, metavar="DIR", help=_("Where to keep the report of every row."))
@option("--reason", default="", help=_("Why; the owner is told and the journal keeps it."))
@option("--apply", "is_applied", is_flag=True, help=_("Write; otherwise it is only looked at."))
@option("--template", is_flag=True, help=_("Write an empty table for the database into FILE."))
@option("--undo", type=int, multiple=True, metavar="BATCH", help=_("Take this batch back."))
@pass_invocation
def import_(invocation: Invocation, /, file: Path | None, **given: Any) -> None:
    """Plans, applies or undoes."""
    if given["undo"]:
        _undo(invocation, given)
        return
    if given["template"] and file is not None:
        _template(invocation, file, given["database"])
        return
    if file is None or not given["owner"]:
        raise misuse(invocation, _("Name a file and its --owner, or say --undo."))
    invocation.start_desks()
    from entraide.cli.acting import by_operator
    from entraide.desks.records import imports

    by = by_operator(invocation, reason=given["reason"])
    asked = _asked(invocation, file, given)
    with bars(invocation) as tell:

        def told(progress: imports.Progress) -> None:
            total = round(progress.rows / progress.share) if progress.share else None
            tell(_("Reading rows"), progress.rows, total)

        if given["is_applied"]:
            totals = imports.apply(by, asked, report=given["report"], progress=told)
        else:
            totals = imports.plan(by, asked, report=given["report"], progress=told)
    is_visible = _settled(invocation, totals.done)
    _show(invocation, totals, is_applied=given["is_applied"], is_visible=is_visible)
    if totals.refused:
        click.get_current_context().exit(REFUSED)


def _asked(invocation: Invocation, file: Path, given: dict[str, Any]) -> "Asked":
    """What is asked. Raises Malformed where the constants are no JSON object."""
    from entraide.desks.records.imports import Asked, Form

    constants: dict[str, dict[str, Any]] = {}
    if given["constants"] is not None:
        try:
            content = given["constants"].read_bytes()
            constants = msgspec.json.decode(content, type=dict[str, dict[str, Any]])
        except msgspec.DecodeError as problem:
            raise Malformed(
                "constants",
                field="constants",
                expected=_("Expected: JSON, database by database, field by field."),
            ) from problem
    return Asked(
        path=file,
        owner=given["owner"],
        form=Form(given["form"]),
        database=given["database"],
        mapping=given["mapping"],
        locale=given["locale"],
        colour=given["colour"],
        constants=constants,
        accepted=frozenset(given["accept"]),
        language=invocation.language,
    )


def _settled(invocation: Invocation, done: "Done | None") -> bool:
    """Whether every answer shows an import, or its undoing, up to its last commit."""
    from entraide.desks.records.visibility import settle

    return done is None or settle(invocation.hub, done, timeout_s=LONGEST_WAIT_S)


def _show(invocation: Invocation, totals: "Totals", *, is_applied: bool, is_visible: bool) -> None:
    if not is_visible:
        warn(invocation, NOT_YET_VISIBLE)
    say = invocation.say
    heads = ("", say(_("added")), say(_("changed")), say(_("unchanged")), say(_("refused")))
    outcomes = ("added", "changed", "unchanged", "refused")
    rows = [
        (database, *(counts.get(name, 0) for name in outcomes))
        for database, counts in totals.by_database.items()
    ]
    lines = [table(heads, rows)]
    if totals.passed_over:
        lines.append(say(_("Said by the file and held by no field: ")) + _listed(totals))
    if is_applied:
        batches = ", ".join(map(str, totals.batches))
        lines.append(say(_("Applied as batch %(batches)s."), batches=batches))
    else:
        lines.append(say(_("Nothing was written. Say --apply to write.")))
    document = {
        "applied": is_applied,
        "visible": is_visible,
        "added": totals.added,
        "changed": totals.changed,
        "unchanged": totals.unchanged,
        "refused": totals.refused,
        "withdrawn": totals.withdrawn,
        "databases": totals.by_database,
        "passed_over": totals.passed_over,
        "batches": totals.batches,
    }
    emit(invocation, document, "\n".join(lines))


def _listed(totals: "Totals") -> str:
    return ", ".join(f"{name} ({count})" for name, count in totals.passed_over.items())


def _undo(invocation: Invocation, given: dict[str, Any]) -> None:
    """Takes batches back."""
    invocation.start_desks()
    from entraide.cli.acting import by_operator
    from entraide.desks.records import imports

    by = by_operator(invocation, reason=given["reason"])
    with bars(invocation) as tell:
        undone = imports.undo(
            by,
            given["undo"],
            progress=lambda so_far: tell(
                _("Undoing"), so_far.withdrawn + so_far.changed_back + so_far.left, None
            ),
        )
    if not _settled(invocation, undone.done):
        warn(invocation, NOT_YET_VISIBLE)
    document = {
        "withdrawn": undone.withdrawn,
        "changed_back": undone.changed_back,
        "left": undone.left,
    }
    text = invocation.say(
        _("Withdrawn: %(withdrawn)s. Changed back: %(changed_back)s. Left: %(left)s."), **document
    )
    emit(invocation, document, text)


def _template(invocation: Invocation, file: Path, database: str) -> None:
    """Writes the template of a database's table, CSV or XLSX by the file's ending."""
    invocation.start_desks()
    from entraide.desks.records.imports import template
    from entraide.engine.databases import by_code

    declared = by_code(database)
    if file.suffix.lower() == ".xlsx":
        template.write_xlsx(file, declared, invocation.language)
    else:
        template.write_csv(file, declared, invocation.language)
    text = invocation.say(_("The template is in %(file)s."), file=file)
    emit(invocation, {"file": str(file)}, text)
