"""The command line `entraide`.

Each command is one file, imported when it is called: help and a check on a local index need no
Django.
"""

import os
from typing import Final

import click

from entraide.cli.command import Option, Root
from entraide.language import _

COMMANDS: Final = {
    "init": ("entraide.cli.init_cmd:init", _("Makes a new hub.")),
    "serve": (
        "entraide.cli.serve_cmd:serve",
        _("Serves the hub until it is stopped."),
    ),
    "check": ("entraide.cli.check_cmd:check", _("Asks one question of every database.")),
    "explain": (
        "entraide.cli.explain_cmd:explain",
        _("Compares two names and says why they are alike or not."),
    ),
    "records": (
        "entraide.cli.records_cmd:records",
        _("Adds, corrects, withdraws records."),
    ),
    "import": ("entraide.cli.import_cmd:import_", _("Reads a file of records into a database.")),
    "changes": (
        "entraide.cli.changes_cmd:changes",
        _("Compares two files of public notices."),
    ),
    "export": ("entraide.cli.export_cmd:export", _("Writes a database's records into a file.")),
    "index": ("entraide.cli.index_cmd:index", _("Builds, follows and verifies the index.")),
    "trail": ("entraide.cli.trail_cmd:trail", _("Verifies the trail and replays its lines.")),
    "audit": ("entraide.cli.audit_cmd:audit", _("Looks through how the hub is used.")),
    "keys": ("entraide.cli.keys_cmd:keys", _("Makes, lists and revokes keys.")),
    "grant": ("entraide.cli.grant_cmd:grant", _("Grants a bureau or a person the right to ask.")),
    "bureaus": ("entraide.cli.bureaus_cmd:bureaus", _("Lists bureaus and keeps their contacts.")),
    "people": ("entraide.cli.people_cmd:people", _("Admits the people of a bureau.")),
    "backup": ("entraide.cli.backup_cmd:backup", _("Copies a hub while it runs.")),
    "restore": ("entraide.cli.restore_cmd:restore", _("Makes a hub from a backup.")),
    "upgrade": ("entraide.cli.upgrade_cmd:upgrade", _("Brings a hub to this program's version.")),
    "doctor": ("entraide.cli.doctor_cmd:doctor", _("Looks for what is wrong or soon will be.")),
    "conformance": (
        "entraide.cli.conformance_cmd:conformance",
        _("Asks a hub the test deck and prints a pass sheet."),
    ),
    "demo": ("entraide.cli.demo_cmd:demo", _("Shows a hub with invented records on this machine.")),
}


@click.group(
    "entraide",
    cls=Root,
    later=COMMANDS,
    help=_("One question, every database: software for police cooperation."),
    examples=("entraide demo", "entraide check --document X1234567 --country UTO"),
)
@click.version_option(
    package_name="entraide",
    prog_name="entraide",
    message="%(prog)s %(version)s",
    cls=Option,
    help=_("Show the version and exit."),
)
def main() -> None:
    """The command line. Whatever it writes is for the hub's own user alone."""
    os.umask(0o077)
