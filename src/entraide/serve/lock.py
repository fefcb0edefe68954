"""One server for one hub: the lock that a supervisor holds while it serves."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from entraide.errors import Conflict
from entraide.hub import Hub
from entraide.language import _

NAME: Final = "serving.lock"


@contextmanager
def held(hub: Hub) -> Iterator[None]:
    """Holds the hub's lock; the machine lets go of it however this process ends.

    Raises:
        Conflict: somebody else holds it (code "serving").
    """
    descriptor = os.open(hub.folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise Conflict(
                "serving", _("This hub is being served. Stop it first (`systemctl stop entraide`).")
            ) from problem
        yield
    finally:
        os.close(descriptor)


def is_served(hub: Hub) -> bool:
    """Whether somebody serves this hub now."""
    with suppress(Conflict), held(hub):
        return False
    return True
