"""A trail that was touched is told, whichever way it was; one that was not is not."""

from datetime import timedelta

import pytest

from entraide.cli.findings.trail import trail
from entraide.cli.new_hub import configuration_text, empty_folder, write_configuration
from entraide.engine.check.trail.interfaces import JournalRun
from entraide.engine.check.trail.writer import Trail
from entraide.hub import Hub, Organisation


@pytest.fixture
def lined(tmp_path, clock):
    """A hub whose trail has five lines, and the file of its one segment."""
    organisation = Organisation(id="t", name={"en": "T"}, secretariat="XPO")
    with empty_folder(tmp_path / "hub") as folder:
        hub = write_configuration(
            folder, configuration_text(organisation, check_port=1, desk_port=2)
        )
    written = Trail.open(hub, clock)
    for n in range(5):
        written.append(JournalRun(moment=clock.now(), first=n, last=n, digest=bytes(32)))
    written.close()
    (segment,) = (hub.trail_folder / "chains" / "A").glob("*.trail")
    segment.chmod(0o600)
    return hub, segment


def codes(hub, clock):
    return [found.code for found in trail(hub, clock.now())]


def test_an_untouched_trail_has_no_finding(lined, clock):
    assert codes(lined[0], clock) == []


def test_a_changed_byte_is_told(lined, clock):
    hub, segment = lined
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 1
    segment.write_bytes(content)
    assert codes(hub, clock) == ["trail_broken"]


def test_a_tail_that_was_cut_is_told(lined, clock):
    hub, segment = lined
    content = segment.read_bytes()
    segment.write_bytes(content[: len(content) * 2 // 3])
    assert codes(hub, clock) == ["trail_broken"]


def test_a_segment_that_is_gone_is_told(lined, clock):
    hub, segment = lined
    segment.unlink()
    assert codes(hub, clock) == ["trail_broken"]


def test_a_trail_from_the_future_tells_that_the_clock_is_behind(lined, clock):
    clock.advance(timedelta(hours=-1))
    assert codes(lined[0], clock) == ["clock_behind"]


def test_a_hub_that_was_never_asked_has_no_finding(tmp_path, clock):
    assert codes(Hub(tmp_path), clock) == []
