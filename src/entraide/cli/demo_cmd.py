"""`entraide demo`: a hub of invented records on this machine, to try things out."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from entraide.cli.command import command, option
from entraide.cli.invocation import Invocation, pass_invocation
from entraide.language import _

FOLDER: Final = "demo-hub"
PORT: Final = 8470
FIRST: Final = 2_000
"""Records that are there before the page opens; the cases to click are among them."""
LOOK_EVERY_S: Final = 0.5


@command(
    "demo",
    help=_(
        "Shows a hub with invented records on this machine.\n\n"
        "It is made in ./demo-hub unless it is there already, opens within half a minute, and goes "
        "on filling while you use it. Nobody signs in: you choose as whom to ask. It listens on "
        "127.0.0.1 only."
    ),
    examples=("entraide demo", "entraide demo --records 20000 --port 9000"),
)
@option("--records", type=int, default=200_000, show_default=True, help=_("How many records."))
@option("--port", type=int, default=PORT, show_default=True, help=_("The port of this machine."))
@option("--make-only", is_flag=True, help=_("Make and fill the hub, and do not serve it."))
@pass_invocation
def demo(invocation: Invocation, *, records: int, port: int, make_only: bool) -> None:
    """Makes the demonstration's hub where there is none, fills it and serves it."""
    invocation.hub_given = invocation.hub_given or FOLDER
    if not (Path(invocation.hub_given) / "hub.toml").exists():
        _make(invocation, port, min(FIRST, records))
    if make_only:
        _fill(invocation, records)
        return
    from entraide.serve.parts import serve_all

    with _filling(invocation, records):
        serve_all(invocation.hub, on_ready=lambda address: _ready(invocation, address))


def _make(invocation: Invocation, port: int, first: int) -> None:
    from entraide.cli.index_building import rebuild
    from entraide.cli.new_hub import configuration_text, empty_folder, write_configuration
    from entraide.desks.start import migrate

    with empty_folder(Path(invocation.hub_given or FOLDER)) as folder:
        _say(invocation, _("Making a hub of invented records in %(folder)s …"), folder=folder)
        from entraide.desks.sample.organisation import organisation_of_the_sample

        text = configuration_text(organisation_of_the_sample(), check_port=port + 1, desk_port=port)
        invocation.hub = write_configuration(folder, text)
        migrate(invocation.hub)
        from entraide.desks.sample.demonstration import furnish

        furnish(invocation.clock)
        _fill(invocation, first)
        rebuild(invocation)


def _fill(invocation: Invocation, count: int) -> None:
    """Adds records in this process, with a bar."""
    from entraide.cli.bars import bars
    from entraide.desks.start import start

    start(invocation.hub)
    from entraide.desks.sample.demonstration import fill

    with bars(invocation) as tell:
        for done in fill(invocation.hub, invocation.clock, upto=count, total=count):
            tell(_("Adding records"), done, count)


@contextmanager
def _filling(invocation: Invocation, count: int) -> Iterator[None]:
    """Adds the rest beside the serving process, which shows a bar meanwhile."""
    command_line = [sys.executable, "-m", "entraide.desks.sample", str(invocation.hub.folder)]
    process = subprocess.Popen([*command_line, str(count)])  # noqa: S603 - our own program
    ending = threading.Event()
    watching = threading.Thread(target=_watch, args=(invocation, process, ending))
    watching.start()
    try:
        yield
    finally:
        ending.set()
        process.terminate()
        process.wait()
        watching.join()


def _watch(
    invocation: Invocation, process: subprocess.Popen[bytes], ending: threading.Event
) -> None:
    from entraide.cli.bars import bars
    from entraide.desks.sample.filling import Filling

    with bars(invocation) as tell:
        while not ending.wait(LOOK_EVERY_S):
            state = Filling.read(invocation.hub)
            if state is not None:
                tell(_("Adding records"), state.done, state.total)
            if process.poll() is not None:
                return


def _ready(invocation: Invocation, address: str) -> None:
    _say(invocation, _("Open %(address)s in your browser. Stop with Ctrl-C."), address=address)


def _say(invocation: Invocation, sentence: str, **params: object) -> None:
    print(invocation.say(sentence, **params), file=sys.stderr, flush=True)  # noqa: T201 - a face
