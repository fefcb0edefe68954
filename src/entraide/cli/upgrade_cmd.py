"""`entraide upgrade`: a hub brought to this program's version."""

import tomllib
from collections.abc import Callable, Mapping
from typing import Final

import click

from entraide.cli.command import command, option
from entraide.cli.exits import FINDING
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.cli.name_table import make_name_table
from entraide.cli.output import emit
from entraide.errors import Conflict
from entraide.hub import FORMAT, Hub, HubError
from entraide.language import _

UPGRADERS: Final[Mapping[int, Callable[[str], str]]] = {}
"""Format of `hub.toml` → what makes its text one of the next format. Format 1 is the first."""


@command(
    "upgrade",
    help=_(
        "Brings a hub to this program's version.\n\n"
        "The configuration's format, the truth's tables, and the index where it was built by other "
        "rules. The hub must not be served meanwhile. With --check it only says what is due, and "
        "ends with exit code 7 if something is."
    ),
    examples=("entraide upgrade --hub hub", "entraide upgrade --check --json"),
)
@option("--check", "only_look", is_flag=True, help=_("Only say what is due."))
@pass_invocation
def upgrade(invocation: Invocation, *, only_look: bool) -> None:
    """Does what is due, or says it."""
    from entraide.serve.lock import held

    hub = invocation.hub
    if only_look:
        due = _due(hub)
        _tell(invocation, due, done=False)
        if any(due.values()):
            click.get_current_context().exit(FINDING)
        return
    with held(hub):
        due = _due(hub)
        _upgrade_format(hub, due["formats"])
        from entraide.desks.start import migrate

        migrate(hub)
        make_name_table(invocation)
        if due["index"] or _index_is_due(hub):
            from entraide.cli.index_building import rebuild

            due["index"] = ["index"]
            rebuild(invocation)
    _tell(invocation, due, done=True)


def _due(hub: Hub) -> dict[str, list[str]]:
    """What is due, by kind: formats of hub.toml to pass through, migrations, the index."""
    formats = [str(number) for number in range(_format_of(hub), FORMAT)]
    if formats:  # nothing else can be read before the configuration can
        return {"formats": formats, "migrations": [], "index": []}
    from entraide.cli.due import pending_migrations
    from entraide.desks.start import start

    start(hub)
    migrations = pending_migrations()
    index = ["index"] if not migrations and _index_is_due(hub) else []
    return {"formats": [], "migrations": migrations, "index": index}


def _index_is_due(hub: Hub) -> bool:
    from entraide.cli.due import index_is_due

    return index_is_due(hub)


def _format_of(hub: Hub) -> int:
    """The format of the hub's configuration.

    Raises:
        HubError: it cannot be read. Conflict: it is newer than this program (code "newer_hub").
    """
    try:
        found = tomllib.loads(hub.configuration_file.read_text("utf-8"))["format"]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as problem:
        raise HubError(folder=hub.folder, why=f"hub.toml: {problem}") from problem
    if not isinstance(found, int) or found > FORMAT:
        raise Conflict(
            "newer_hub",
            _("This hub is of format %(found)s; this program knows %(known)s. Use the newer one."),
            found=found,
            known=FORMAT,
        )
    return found


def _upgrade_format(hub: Hub, formats: list[str]) -> None:
    """Takes hub.toml through each format to this program's; the old text stays beside it."""
    for number in map(int, formats):
        if number not in UPGRADERS:
            raise HubError(folder=hub.folder, why=f"hub.toml is of the unknown format {number}")
        text = hub.configuration_file.read_text("utf-8")
        hub.configuration_file.with_suffix(f".format{number}.toml").write_text(text, "utf-8")
        hub.configuration_file.write_text(UPGRADERS[number](text), "utf-8")


def _tell(invocation: Invocation, due: dict[str, list[str]], *, done: bool) -> None:
    count = sum(map(len, due.values()))
    if not count:
        text = invocation.say(_("The hub is of this program's version."))
    elif done:
        text = invocation.say(_("Upgraded: %(what)s."), what=_listed(due))
    else:
        text = invocation.say(_("Due: %(what)s. Run `entraide upgrade`."), what=_listed(due))
    emit(invocation, {"done": done, "due": due}, text)


def _listed(due: dict[str, list[str]]) -> str:
    return ", ".join(name for names in due.values() for name in names)
