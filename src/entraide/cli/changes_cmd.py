"""`entraide changes`: what changed between two files of public notices; it needs no hub."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from entraide.cli.command import command
from entraide.cli.exits import REFUSED
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import emit, warn
from entraide.language import _

if TYPE_CHECKING:
    from entraide.gateways.public_notices.changes import Change

_SIGNS: Final = {"added": "+", "changed": "~", "removed": "-"}


@command(
    "changes",
    help=_(
        "Compares two files of public notices.\n\n"
        "It says what was added, changed field by field and removed. Only fields that both files "
        "name are compared. A notice that is missing from the newer file was removed only if that "
        "file is whole. It needs no hub. Ends with exit code 3 if a line could not be read."
    ),
    examples=(
        "entraide changes red_2022.jsonl red_2023.jsonl",
        "entraide changes old.json new.json --json",
    ),
)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@pass_invocation
def changes(invocation: Invocation, /, old: Path, new: Path) -> None:
    """Compares, prints every change and how many there are."""
    from entraide.gateways.public_notices.changes import changes as compared
    from entraide.gateways.public_notices.changes import snapshot

    before, after = snapshot(old), snapshot(new)
    found = list(compared(before, after))
    counts = Counter(dict.fromkeys(_SIGNS, 0))
    counts.update(each.what for each in found)
    counts["unchanged"] = len(after.notices) - counts["added"] - counts["changed"]
    emit(
        invocation,
        {**counts, "unread": len(before.unread) + len(after.unread), "changes": found},
        "\n".join([*(_line(each) for each in found), _counted(counts)]),
    )
    for file, lines in ((old, before.unread), (new, after.unread)):
        for line in lines:
            warn(invocation, _("%(file)s, line %(line)s: not read."), file=file, line=line)
    if before.unread or after.unread:
        click.get_current_context().exit(REFUSED)


def _line(change: "Change") -> str:
    fields = "".join(f"\n    {n}: {old!r} → {new!r}" for n, (old, new) in change.fields.items())
    return f"{_SIGNS[change.what]} {change.entity_id}{fields}"


def _counted(counts: Counter[str]) -> str:
    return "  ".join(f"{what} {count}" for what, count in counts.items())
