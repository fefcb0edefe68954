"""Waiting for what another process does, never for a time."""

import socket
import threading
import time

import pytest


def until(what, *, within_s=60.0):
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if found := what():
            return found
        threading.Event().wait(0.05)
    pytest.fail("it did not happen in time")


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
