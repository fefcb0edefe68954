"""Serving a hub: which parts it has, on which sockets, until a signal ends it."""

import logging
import signal
import sys
from collections.abc import Iterable
from types import FrameType

from entraide.hub import Hub
from entraide.serve.listening import listen, require_safe
from entraide.serve.lock import held
from entraide.serve.supervisor import Part, Supervisor
from entraide.web.packages.library import library


def part(hub: Hub, name: str, kind: str, *words: str, sockets: Iterable[int] = ()) -> Part:
    """One part of this hub as a program of its own (`python -m entraide.serve KIND …`)."""
    command = [sys.executable, "-m", "entraide.serve", kind, "--hub", str(hub.folder), *words]
    descriptors = tuple(sockets)
    for descriptor in descriptors:
        command += ["--socket", str(descriptor)]
    return Part(name, command, descriptors)


def supervise(hub: Hub, *, is_behind_proxy: bool = False) -> None:
    """Serves until SIGTERM or SIGINT.

    Check workers share one listening socket: a connection waits in it while a fallen worker is
    started again.

    Raises:
        Conflict: it would listen beyond this machine without TLS, or is served already.
        Unavailable: an address cannot be had, or what the pages use of others is not there.
    """
    serving = hub.configuration.serving
    require_safe(serving, is_behind_proxy=is_behind_proxy)
    library()
    words = ("--behind-proxy",) if is_behind_proxy else ()
    with (
        held(hub),
        listen(serving.host, serving.check_port) as checks,
        listen(serving.host, serving.desk_port) as desks,
    ):
        parts = [
            part(hub, "follower", "follower"),
            *(
                part(hub, f"check-{number}", "checks", *words, sockets=[checks.fileno()])
                for number in range(1, serving.check_workers + 1)
            ),
            part(hub, "desks", "desks", *words, sockets=[desks.fileno()]),
            part(hub, "tasks", "tasks"),
            part(hub, "imports", "imports"),
        ]
        supervisor = Supervisor(parts)
        stop_on_signal(supervisor)
        supervisor.run()


def stop_on_signal(supervisor: Supervisor) -> None:
    """Ends the supervisor in order when the machine or a person asks."""

    def asked(_number: int, _frame: FrameType | None) -> None:
        supervisor.stop()

    signal.signal(signal.SIGTERM, asked)
    signal.signal(signal.SIGINT, asked)


def log_to_standard_error() -> None:
    """One line an event, for the journal of the machine."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s %(message)s", stream=sys.stderr)
    logging.getLogger("entraide").setLevel(logging.INFO)
