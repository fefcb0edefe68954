"""What each process of a hub runs, and all of it in one process for trying out.

    checks     the check interface, one of several on one socket; knows no Django
    desks      the pages, in threads
    follower   brings the index up to the change feed
    tasks      retention, checkpoints, erasure: what the days bring
    imports    files that people brought: planned, applied, undone

Desks, follower, tasks and imports need Django; it is started once a process.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from entraide.clock import SystemClock
from entraide.hub import Hub
from entraide.serve.front_door import front_door
from entraide.serve.listening import listen
from entraide.serve.lock import held
from entraide.serve.web_server import (
    end_with_supervisor,
    run_on,
    server,
    stop_on_signal,
)

if TYPE_CHECKING:
    from entraide.engine.index.follow import Follower

log = logging.getLogger("entraide.serve")

PAUSE_S: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a part works.

    Attributes:
        socket: the inherited listening socket, None for a part that listens nowhere.
    """

    hub: Hub
    socket: int | None = None
    is_behind_proxy: bool = False


def checks(place: Place) -> None:
    """Answers checks until it is stopped."""
    made = server(
        _checks(place.hub),
        place.hub.configuration.serving,
        is_behind_proxy=place.is_behind_proxy,
    )
    assert place.socket is not None
    run_on(made, place.socket)


def desks(place: Place) -> None:
    """Serves the pages until it is stopped."""
    made = server(
        _pages(place.hub),
        place.hub.configuration.serving,
        is_behind_proxy=place.is_behind_proxy,
        is_pages=True,
    )
    assert place.socket is not None
    run_on(made, place.socket)


def follower(place: Place) -> None:
    """Follows the change feed until it is stopped."""
    stopping = stop_on_signal()
    _follower(place.hub).run(stopping)


def tasks(place: Place) -> None:
    """Does what is due until it is stopped."""
    from entraide.desks.start import start
    from entraide.serve.schedule import run

    stopping = stop_on_signal()
    start(place.hub)
    run(place.hub, stopping, SystemClock())


def imports(place: Place) -> None:
    """Works on the files that people bring, until it is stopped."""
    from entraide.desks.start import start
    from entraide.serve.schedule import run, slow_duties

    stopping = stop_on_signal()
    start(place.hub)
    run(place.hub, stopping, SystemClock(), slow_duties())


PARTS = {part.__name__: part for part in (checks, desks, follower, tasks, imports)}


def run_part(name: str, place: Place) -> None:
    """Runs one part until it is stopped or its supervisor is gone."""
    end_with_supervisor()
    PARTS[name](place)


def serve_all(hub: Hub, *, on_ready: Callable[[str], None] = lambda _address: None) -> None:
    """Serves checks and pages on one port of this machine, the other parts in threads.

    Args:
        hub: what is served.
        on_ready: told the address once it is listening.

    Raises:
        Conflict: the hub is being served. Unavailable: the port cannot be had.
    """
    from entraide.serve.schedule import run, slow_duties

    port = hub.configuration.serving.desk_port
    stopping = threading.Event()
    with held(hub), listen("127.0.0.1", port) as listening:
        pages = _pages(hub)
        following = _follower(hub)
        works = {
            "follower": partial(following.run, stopping),
            "tasks": partial(run, hub, stopping, SystemClock()),
            "imports": partial(run, hub, stopping, SystemClock(), slow_duties()),
        }
        threads = [
            threading.Thread(target=keep_up, args=(name, work, stopping), name=name)
            for name, work in works.items()
        ]
        for thread in threads:
            thread.start()
        made = server(front_door(_checks(hub), pages), hub.configuration.serving)
        on_ready(f"http://127.0.0.1:{port}/")
        stop_on_signal()  # uvicorn raises the signal again at its end: all must end in order
        try:
            made.run(sockets=[listening])
        finally:
            stopping.set()
            for thread in threads:
                thread.join()


def keep_up(name: str, work: Callable[[], None], stopping: threading.Event) -> None:
    """Does a part's work in a thread, and begins again after a second when it falls."""
    while not stopping.is_set():
        try:
            work()
        except Exception:
            # The edge of this thread, as the supervisor is of a process.
            log.exception("part=%s event=fell restart_in_s=%.1f", name, PAUSE_S)
            stopping.wait(PAUSE_S)


def _checks(hub: Hub) -> Any:
    """The check interface as an ASGI application."""
    from entraide.engine.check.app import make_app
    from entraide.engine.check.service import shared_service

    return make_app(shared_service(hub))


def _pages(hub: Hub) -> Any:
    """The desks' pages as an ASGI application; each request has a thread."""
    from a2wsgi import WSGIMiddleware

    from entraide.desks.start import start
    from entraide.web.packages.library import library

    library()  # refuses here, in words, rather than show pages that are half of themselves
    start(hub)
    from entraide.desks.wsgi import application as pages

    untyped: Any = pages
    return WSGIMiddleware(untyped, workers=hub.configuration.serving.desk_threads)


def _follower(hub: Hub) -> "Follower":
    from entraide.desks.start import start
    from entraide.engine.index.follow import Follower
    from entraide.serve.hub_index import hub_index

    start(hub)
    from entraide.desks.records.feed import TruthFeed

    return Follower(hub_index(hub), TruthFeed(), clock=SystemClock())
