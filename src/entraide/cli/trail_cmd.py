"""`entraide trail`: verifying it, replaying its lines, signing and erasing."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entraide.cli.bars import progress
from entraide.cli.command import group, group_command, option
from entraide.cli.exits import FINDING
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import emit, table, warn
from entraide.cli.trail_text import (
    replay_document,
    replay_text,
    report_document,
    report_text,
    shown_text,
)
from entraide.errors import Invalid, NotFound
from entraide.language import _

if TYPE_CHECKING:
    from entraide.engine.check.trail.replay import Replay

_FILE = click.Path(dir_okay=False, path_type=Path)


@group("trail", help=_("Verifies the trail and replays its lines."))
def trail() -> None:
    """Commands about the trail."""


@group_command(
    trail,
    "verify",
    help=_(
        "Reads every line of the trail and holds it against its neighbours and the checkpoints. "
        "With a checkpoint that a bureau holds, and the hub's public key, it shows whatever was "
        "changed, cut or made anew before it. Needs no secret."
    ),
    examples=(
        "entraide trail verify",
        "entraide trail verify --checkpoint 00000042.json --public-key 3b6a27bc --json",
    ),
)
@option(
    "--checkpoint",
    "files",
    multiple=True,
    type=_FILE,
    metavar="FILE",
    help=_("A checkpoint that somebody else kept; may be given several times."),
)
@option(
    "--public-key",
    metavar="HEX",
    help=_("The hub's public key as you were given it; otherwise made from its own secret."),
)
@option(
    "--archive",
    "archives",
    multiple=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=_("A folder of chains that older segments were moved to; may be given several times."),
)
@pass_invocation
def verify(
    invocation: Invocation,
    *,
    files: tuple[Path, ...],
    archives: tuple[Path, ...],
    public_key: str | None,
) -> None:
    """Verifies all chains; ends with 7 if something is wrong."""
    from entraide.engine.check.trail import checkpoints
    from entraide.engine.check.trail.segments import chains_folder
    from entraide.engine.check.trail.verify import Held
    from entraide.engine.check.trail.verify import verify as verify_chains

    hub = invocation.hub
    held = checkpoints.own_checkpoints(checkpoints.checkpoints_folder(hub))
    held += [checkpoints.read_checkpoint(_content(file)) for file in files]
    key = checkpoints.public_key(hub) if public_key is None else _key(public_key)
    with progress(invocation, _("Segments"), None) as advance:
        report = verify_chains(
            chains_folder(hub),
            hub=hub.configuration.organisation.id,
            held=Held(key, held),
            archives=archives,
            on_segment=lambda _segment: advance(1),
        )
    if not files:
        warn(
            invocation,
            _(
                "Held against the hub's own checkpoints only. Whoever can write here could have "
                "made both anew: use --checkpoint with one that a bureau keeps."
            ),
        )
    emit(invocation, report_document(report, invocation), report_text(report, invocation))
    if not report.is_whole:
        click.get_current_context().exit(FINDING)


@group_command(
    trail,
    "replay",
    help=_(
        "Decides a check again as it was decided then. Says whether the answer is reproduced, "
        "differs because the rules have changed, or needs what was lawfully destroyed."
    ),
    examples=("entraide trail replay B-1042", "entraide trail replay B-1042 --show --json"),
)
@click.argument("line")
@option(
    "--show",
    "is_shown",
    is_flag=True,
    help=_("Show the question and the answer too; the trail says that you read them."),
)
@pass_invocation
def replay(invocation: Invocation, line: str, *, is_shown: bool) -> None:
    """Replays one line."""
    hub = invocation.start_desks()
    from entraide.desks.records.history import Past as PastRecords
    from entraide.engine.check.service import rules_of
    from entraide.engine.check.trail.chain import settle
    from entraide.engine.check.trail.replay import Past
    from entraide.engine.check.trail.replay import replay as decide_again
    from entraide.engine.check.trail.segments import chains_folder
    from entraide.engine.check.trail.writer import open_seals
    from entraide.engine.databases import REGISTRY

    # The last lines of a process that was killed can only be read once its chain is taken up.
    folder, name = chains_folder(hub), hub.configuration.organisation.id
    settle(folder, hub=name, clock=invocation.clock)
    databases = {database.code: database for database in REGISTRY.all}
    past = Past(PastRecords(), databases, rules_of(hub))
    found = decide_again(line, folder, seals=open_seals(hub), past=past)
    document = replay_document(found)
    text = replay_text(found, invocation)
    if is_shown and found.criteria is not None:
        disclosed = _disclose(invocation, found)
        document |= {"query": found.criteria.query, "answer": found.answer, "disclosed": disclosed}
        text += "\n" + shown_text(found)
    emit(invocation, document, text)


@group_command(
    trail,
    "checkpoint",
    help=_(
        "Signs where every chain stands now. Send the file to bureaus: whoever keeps it can show "
        "any later change of what lies before it."
    ),
    examples=("entraide trail checkpoint", "entraide trail checkpoint --json"),
)
@pass_invocation
def checkpoint(invocation: Invocation) -> None:
    """Makes a checkpoint; prints its file and the public key that verifies it."""
    from entraide.engine.check.trail import checkpoints

    hub = invocation.hub
    made = checkpoints.make_checkpoint(hub, invocation.clock)
    file = checkpoints.checkpoint_file(hub, made.number)
    key = checkpoints.public_key(hub).hex()
    lines = sum(pinned.n for pinned in made.chains.values())
    text = invocation.say(
        _("Checkpoint %(number)s signs %(lines)s lines: %(file)s\nPublic key: %(key)s"),
        number=made.number,
        lines=lines,
        file=file,
        key=key,
    )
    emit(invocation, {"checkpoint": made, "file": str(file), "public_key": key}, text)


@group_command(
    trail,
    "erase",
    help=_(
        "Destroys the keys of criteria whose declared time is over, or those that are named. What "
        "they sealed can never be read again; the chains still verify."
    ),
    examples=(
        "entraide trail erase --dry-run",
        'entraide trail erase --key 2026-03.UTO.hit --why "order 17/2026"',
    ),
)
@option(
    "--key",
    "keys",
    multiple=True,
    metavar="NAME",
    help=_("A key as `--dry-run` names them; may be given several times."),
)
@option("--why", metavar="TEXT", help=_("The order by which a named key is destroyed."))
@option("--dry-run", is_flag=True, help=_("Only list the keys and which of them are due."))
@pass_invocation
def erase(invocation: Invocation, *, keys: tuple[str, ...], why: str | None, dry_run: bool) -> None:
    """Destroys keys and says so in the trail."""
    from entraide.engine.check.trail.interfaces import Erasure
    from entraide.engine.check.trail.writer import Trail, open_seals

    hub, clock = invocation.hub, invocation.clock
    seals = open_seals(hub)
    if dry_run:
        due = seals.due(clock.now())
        rows = [(name, invocation.say(_("due")) if name in due else "") for name in seals.names()]
        heads = (invocation.say(_("Key")), invocation.say(_("Time")))
        emit(invocation, {"keys": seals.names(), "due": due}, table(heads, rows))
        return
    if bool(keys) != bool(why):
        raise Invalid(
            "erase_order", expected=_("Expected: --key and --why together, or neither of them.")
        )
    # The line's place is made sure of before anything is destroyed.
    with closing(Trail.open(hub, clock)) as writing:
        gone = seals.erase(keys, why=why, clock=clock) if why else seals.erase_due(clock)
        line = (
            writing.append(Erasure(moment=clock.now(), keys=gone, why=why or "retention"))
            if gone
            else ""
        )
    text = invocation.say(_("Keys destroyed: %(count)s."), count=len(gone))
    emit(invocation, {"destroyed": gone, "line": line}, "\n".join([text, *gone]))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise NotFound("file", _("%(file)s cannot be read."), file=file) from problem


def _key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:  # noqa: PLR2004 (Ed25519)
        raise Invalid(
            "public_key",
            field="public_key",
            expected=_("Expected: the 64 hexadecimal characters that `trail checkpoint` prints."),
        )
    return key


def _disclose(invocation: Invocation, found: "Replay") -> str:
    """Writes down that the operator read the question; the line's id."""
    from entraide.cli.acting import by_operator
    from entraide.engine.check.trail.interfaces import Disclosure, who_asked
    from entraide.engine.check.trail.lines import Manner, Seen
    from entraide.engine.check.trail.writer import Trail

    line = found.line
    entry = Disclosure(
        moment=invocation.clock.now(),
        who=who_asked(by_operator(invocation).actor.asker()),
        purpose=line.purpose,
        manner=Manner.SHOWN,
        records=[Seen(each.database, each.id, each.version) for each in line.found],
        reason=f"replay {found.kept.id}",
    )
    with closing(Trail.open(invocation.hub, invocation.clock)) as trail:
        return trail.append(entry)
