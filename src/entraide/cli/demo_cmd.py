"""`entraide demo`: a hub of invented records in the browser, on this machine only."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from entraide.cli.bars import bars
from entraide.cli.command import command, option
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.errors import Conflict
from entraide.hub import Hub, Organisation, Serving
from entraide.language import _

FOLDER: Final = "demo-hub"
FIRST: Final = 2000
"""Records that are there before the page opens, the cases to click among them."""
ALL: Final = 200_000
_HAS_SCREEN: Final = sys.platform == "darwin" or any(
    name in os.environ for name in ("DISPLAY", "WAYLAND_DISPLAY")
)


@command(
    "demo",
    help=_(
        "Shows a hub with invented records on this machine.\n\n"
        "Makes it in ./demo-hub (or --hub) when it is not there yet, opens a page that asks every "
        "database, and fills in more records meanwhile. Everybody in it is invented; nobody needs "
        "a password; it listens on 127.0.0.1 only. Ctrl-C ends it; called again, it goes on."
    ),
    examples=("entraide demo", "entraide demo --records 5000 --no-browser"),
)
@option("--records", type=int, default=ALL, show_default=True, help=_("How many in the end."))
@option("--port", type=int, default=Serving().desk_port, show_default=True, help=_("The port."))
@option("--no-browser", is_flag=True, help=_("Do not open the browser."))
@pass_invocation
def demo(invocation: Invocation, *, records: int, port: int, no_browser: bool) -> None:
    """Makes the hub if need be, and serves it until Ctrl-C."""
    from entraide.serve.parts import serve_all

    invocation.hub = _hub(invocation, records, port)

    def ready(address: str) -> None:
        click.echo(
            invocation.say(_("The demonstration is at %(address)s"), address=address), err=True
        )
        if not no_browser and _HAS_SCREEN:
            click.launch(address)

    with _filling(invocation, records):
        serve_all(invocation.hub, on_ready=ready)


def _hub(invocation: Invocation, records: int, port: int) -> Hub:
    """The demonstration's hub, made when it is not there.

    Raises:
        Conflict: the folder holds a hub that is no demonstration (code "no_demo").
    """
    folder = Path(invocation.hub_given or FOLDER)
    hub = Hub(folder)
    if hub.configuration_file.is_file():
        if not hub.configuration.organisation.is_demo:
            raise Conflict(
                "no_demo", _("%(folder)s is a hub at work, no demonstration."), folder=folder
            )
        hub.configuration.serving.desk_port = port
        _migrate(hub)
        return hub
    from entraide.cli.new_hub import configuration_text, empty_folder, write_configuration
    from entraide.desks.sample.organisation import IDENTIFIER, NAMES, SECRETARIAT

    organisation = Organisation(
        id=IDENTIFIER, name=dict(NAMES), secretariat=SECRETARIAT, is_demo=True
    )
    text = configuration_text(organisation, check_port=Serving().check_port, desk_port=port)
    with empty_folder(folder):
        invocation.hub = write_configuration(folder, text)
        _fill_first(invocation, records)
    return invocation.hub


def _migrate(hub: Hub) -> None:
    from entraide.desks.start import migrate

    migrate(hub)


def _fill_first(invocation: Invocation, records: int) -> None:
    """Bureaus, officers, the first records and the index: what the page needs to open."""
    _migrate(invocation.hub)
    from entraide.cli.index_building import rebuild
    from entraide.desks.sample.demonstration import fill, furnish
    from entraide.desks.sample.requests import furnish_notices

    furnish(invocation.clock)
    furnish_notices(invocation.clock)
    first = min(FIRST, records)
    with bars(invocation) as tell:
        for done in fill(invocation.hub, invocation.clock, upto=first, total=records):
            tell(_("Inventing records"), done, first)
    rebuild(invocation)


@contextmanager
def _filling(invocation: Invocation, records: int) -> Iterator[None]:
    """Fills in the rest beside us, with a bar here as on the page, until all is there or we end."""
    folder = str(invocation.hub.folder)
    filler = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "entraide.desks.sample", folder, str(records)]
    )
    ending = threading.Event()
    watcher = threading.Thread(target=_watch, args=(invocation, filler, ending), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ending.set()
        filler.terminate()
        filler.wait()
        watcher.join()


def _watch(
    invocation: Invocation, filler: "subprocess.Popen[bytes]", ending: threading.Event
) -> None:
    """Shows the bar while there is something to fill."""
    from entraide.desks.sample.filling import Filling

    with bars(invocation) as tell:
        while not ending.wait(0.5) and filler.poll() is None:
            state = Filling.read(invocation.hub)
            if state is not None:
                tell(_("Inventing records"), state.done, state.total)
