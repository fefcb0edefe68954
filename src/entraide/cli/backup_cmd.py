"""`entraide backup`: a copy of the hub, made while it works."""

from importlib.metadata import version
from pathlib import Path

import click

from entraide.cli.backup_folder import (
    FORMAT,
    LEDGER,
    Manifest,
    contents,
    copy_sqlite,
    copy_tree,
    key_marks,
    sqlite_pages,
    write_manifest,
)
from entraide.cli.bars import progress
from entraide.cli.command import command, option
from entraide.cli.erasure_ledger import write_ledger
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.new_hub import empty_folder
from entraide.cli.output import emit, warn
from entraide.language import _


@command(
    "backup",
    help=_(
        "Copies a hub while it runs.\n\n"
        "The new folder TARGET holds the truth as of one moment, the trail, hub.toml, the erasure "
        "ledger and a manifest with a digest of each file. Send the ledger to another site more "
        "often than backups: it says what must stay forgotten."
    ),
    examples=(
        "entraide backup --hub hub /var/backups/entraide/2026-11-23",
        "entraide backup --ledger-only /var/backups/entraide/ledger.jsonl",
    ),
)
@click.argument("target", type=click.Path(path_type=Path))
@option("--with-keys", is_flag=True, help=_("Put the secret keys into it: then guard it as them."))
@option(
    "--ledger-only", is_flag=True, help=_("Write only the erasure ledger, into the file TARGET.")
)
@pass_invocation
def backup(invocation: Invocation, target: Path, *, with_keys: bool, ledger_only: bool) -> None:
    """Makes the folder, or nothing if it fails."""
    invocation.start_desks()
    if ledger_only:
        lines = write_ledger(invocation.hub, target)
        text = invocation.say(
            _("%(lines)s lines of the erasure ledger are in %(file)s."), lines=lines, file=target
        )
        emit(invocation, {"ledger": str(target), "lines": lines}, text)
        return
    with empty_folder(target) as folder:
        manifest = _copy(invocation, folder, with_keys=with_keys)
    if not manifest.has_truth:
        warn(
            invocation,
            _("The truth is on PostgreSQL and not in this backup: dump it with pg_dump."),
        )
    text = invocation.say(
        _("The backup is in %(folder)s: %(files)s files, the feed at %(seq)s."),
        folder=target,
        files=len(manifest.files),
        seq=manifest.seq,
    )
    emit(invocation, {"folder": str(target), "manifest": manifest}, text)


def _copy(invocation: Invocation, folder: Path, *, with_keys: bool) -> Manifest:
    """Fills the folder; the truth first, so that trail and ledger are never older than it."""
    from entraide.desks.records.feed import TruthFeed

    hub = invocation.hub
    has_truth = not hub.configuration.truth.postgresql
    made_at = invocation.clock.now()
    head = TruthFeed().head()
    if has_truth:
        with progress(invocation, _("Copying the truth"), sqlite_pages(hub.truth_file)) as advance:
            copy_sqlite(hub.truth_file, folder / hub.truth_file.name, advance)
    if hub.trail_folder.is_dir():
        copy_tree(hub.trail_folder, folder / hub.trail_folder.name)
    if with_keys:
        copy_tree(hub.keys_folder, folder / hub.keys_folder.name)
    configuration = folder / hub.configuration_file.name
    configuration.write_bytes(hub.configuration_file.read_bytes())
    configuration.chmod(0o600)
    write_ledger(hub, folder / LEDGER)
    manifest = Manifest(
        format=FORMAT,
        program=version("entraide"),
        hub=hub.configuration.organisation.id,
        made_at=made_at,
        epoch=head.epoch,
        seq=head.seq,
        keys=key_marks(hub),
        has_keys=with_keys,
        has_truth=has_truth,
        files=contents(folder),
    )
    write_manifest(folder, manifest)
    return manifest
