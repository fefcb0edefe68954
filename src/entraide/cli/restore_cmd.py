"""`entraide restore`: a hub from a backup, in which what was forgotten stays forgotten."""

import shutil
from pathlib import Path

import click

from entraide.cli.backup_folder import (
    LEDGER,
    MANIFEST,
    Manifest,
    copy_tree,
    key_marks,
    read_manifest,
    require_whole,
)
from entraide.cli.command import command, option
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.output import emit, warn
from entraide.errors import Conflict, Invalid
from entraide.hub import Hub
from entraide.language import _


@command(
    "restore",
    help=_(
        "Makes a hub from a backup.\n\n"
        "In the new or empty folder that --hub names. Every file's digest is checked first. Then "
        "the erasure ledger is replayed, so that nothing comes back that was destroyed since; the "
        "feed begins a new epoch, and the index is built. Take the newest ledger that can be had: "
        "from the lost hub, else from another site."
    ),
    examples=(
        "entraide restore --hub new backup --ledger ledger.jsonl --keys /media/safe/keys",
        "entraide restore --hub new backup --without-ledger",
        "entraide restore backup --ledger ledger.jsonl --postgresql postgresql://db2/entraide",
    ),
)
@click.argument("source", type=click.Path(path_type=Path))
@option("--ledger", type=Path, metavar="FILE", help=_("The newest erasure ledger."))
@option("--without-ledger", is_flag=True, help=_("Restore although there is no ledger."))
@option(
    "--checkpoint",
    "checkpoints",
    type=Path,
    multiple=True,
    metavar="FILE",
    help=_("A checkpoint of the trail that a bureau holds, best the newest."),
)
@option("--keys", type=Path, metavar="DIR", help=_("The secret keys, if not in the backup."))
@option(
    "--postgresql",
    metavar="ADDRESS",
    help=_("Where the truth was restored with pg_restore, if not where the backup says."),
)
@pass_invocation
def restore(  # noqa: PLR0913 -- one parameter for each option of the command
    invocation: Invocation,
    source: Path,
    ledger: Path | None,
    *,
    without_ledger: bool,
    checkpoints: tuple[Path, ...],
    keys: Path | None,
    postgresql: str | None,
) -> None:
    """Makes the hub whole, or leaves nothing."""
    from entraide.cli.new_hub import empty_folder, name_postgresql

    if ledger is None and not without_ledger:
        raise Invalid(
            "no_ledger",
            _(
                "Without the erasure ledger, what was destroyed after this backup would come back. "
                "Name it with --ledger; if there is none, say --without-ledger."
            ),
        )
    manifest = read_manifest(source)
    require_whole(source, manifest)
    if keys is None and not manifest.has_keys:
        raise Invalid("no_keys", _("This backup holds no secret keys: name theirs with --keys."))
    if postgresql and manifest.has_truth:
        raise Invalid("truth_in_backup", _("The truth lies in this backup, and not on PostgreSQL."))
    with empty_folder(Path(invocation.hub_given or "hub")) as folder:
        hub = invocation.hub = _copy(source, folder, keys, manifest)
        if postgresql:
            hub = invocation.hub = name_postgresql(hub, postgresql)
        again = _make_whole(invocation, [source / LEDGER, *([ledger] if ledger else [])])
        _end_chains(invocation, checkpoints)
    if ledger is None:
        warn(
            invocation,
            _("Restored without a ledger: what was destroyed since %(moment)s may be back."),
            moment=f"{manifest.made_at:%Y-%m-%d %H:%M} UTC",
        )
    text = invocation.say(
        _(
            "The hub in %(folder)s is as it was on %(moment)s UTC; destroyed again: %(records)s "
            "records, %(seals)s seals."
        ),
        folder=hub.folder,
        moment=f"{manifest.made_at:%Y-%m-%d %H:%M}",
        **again,
    )
    document = {"hub": str(hub.folder), "made_at": manifest.made_at, "destroyed_again": again}
    emit(invocation, document, text)


def _copy(source: Path, folder: Path, keys: Path | None, manifest: Manifest) -> Hub:
    """Copies the files. Raises Conflict where the keys are not those of the backup."""
    copy_tree(source, folder)
    for name in (MANIFEST, LEDGER):
        (folder / name).unlink()
    hub = Hub(folder)
    if keys is not None:
        shutil.rmtree(hub.keys_folder, ignore_errors=True)
        copy_tree(keys, hub.keys_folder)
    if key_marks(hub) != manifest.keys:
        raise Conflict("other_keys", _("These are not the keys of the hub that was backed up."))
    return hub


def _make_whole(invocation: Invocation, ledgers: list[Path]) -> dict[str, int]:
    """Tables, ledgers, epoch and index; how much was destroyed again.

    The backup's own ledger is replayed too: it is younger than the truth that lies beside it.
    """
    from entraide.desks.start import migrate

    hub = invocation.hub
    migrate(hub)
    from entraide.cli.acting import by_operator
    from entraide.cli.erasure_ledger import read_ledger
    from entraide.cli.index_building import rebuild
    from entraide.desks.records.epoch import begin_epoch
    from entraide.desks.records.erasure import copy_ledger, replay
    from entraide.engine.check.trail.writer import open_seals

    records = seals = 0
    for ledger in ledgers:
        destroyed = read_ledger(ledger)
        records += replay(by_operator(invocation, reason="restore"), destroyed.records)
        seals += len(open_seals(hub).replay_ledger(destroyed.seals))
    begin_epoch()
    copy_ledger(hub)
    rebuild(invocation)
    return {"records": records, "seals": seals}


def _end_chains(invocation: Invocation, checkpoints: tuple[Path, ...]) -> None:
    """Ends the trail's chains: their lost lines are in checkpoints that others hold."""
    from entraide.engine.check.trail.chain import end_chains, settle
    from entraide.engine.check.trail.checkpoints import read_checkpoint
    from entraide.engine.check.trail.segments import chains_folder

    hub = invocation.hub
    folder = chains_folder(hub)
    settle(folder, hub=hub.configuration.organisation.id, clock=invocation.clock)
    known = [read_checkpoint(file.read_bytes()) for file in checkpoints]
    end_chains(folder, [name for checkpoint in known for name in checkpoint.chains])
