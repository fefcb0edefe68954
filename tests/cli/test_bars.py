"""Long work shows rate and time left where somebody watches, and nothing where nobody does."""

import io

import pytest

from entraide.cli.bars import bars, progress
from entraide.cli.invocation import Invocation


class Terminal(io.StringIO):
    def isatty(self):
        return True


def watching(monkeypatch):
    """A terminal in the place of standard error; within the test, for pytest puts its own there."""
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    return shown


def test_a_terminal_sees_what_is_done_how_much_and_how_fast(monkeypatch):
    terminal = watching(monkeypatch)
    with progress(Invocation(), "Reading rows", 4000) as advance:
        for _ in range(4):
            advance(1000)
    assert "Reading rows" in terminal.getvalue()
    assert "4000/4000" in terminal.getvalue()
    assert "a second" in terminal.getvalue()


def test_each_step_of_work_has_a_bar_of_its_own(monkeypatch):
    terminal = watching(monkeypatch)
    with bars(Invocation()) as tell:
        tell("Reading the truth", 5, None)
        tell("Writing names", 7, 9)
    assert "Reading the truth" in terminal.getvalue()
    assert "7/9" in terminal.getvalue()


@pytest.mark.parametrize("as_json", [False, True])
def test_nobody_watching_sees_nothing(monkeypatch, as_json):
    shown = Terminal() if as_json else io.StringIO()
    monkeypatch.setattr("sys.stderr", shown)
    invocation = Invocation()
    invocation.as_json = as_json
    with progress(invocation, "Reading rows", 10) as advance:
        advance(10)
    assert shown.getvalue() == ""
