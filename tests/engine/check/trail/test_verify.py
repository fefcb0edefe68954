"""Verifying shows every way of changing the trail, up to the last checkpoint that another holds."""

import shutil

import msgspec
import pytest
from tests.engine.check.trail.chains import MORNING, text

from entraide.clock import SetClock
from entraide.engine.check.trail import chain as chain_module
from entraide.engine.check.trail import frames
from entraide.engine.check.trail.chain import Chain
from entraide.engine.check.trail.checkpoints import (
    Pinned,
    checkpoints_folder,
    make_checkpoint,
    own_checkpoints,
    public_key,
    read_checkpoint,
)
from entraide.engine.check.trail.disk import RealDisk
from entraide.engine.check.trail.read import lines
from entraide.engine.check.trail.segments import HEAD_FILE, chains_folder, segments_in
from entraide.engine.check.trail.verify import NOTES, PROBLEMS, Held, Remark, verify
from entraide.errors import Invalid
from entraide.hub import Hub

LINES = 24


@pytest.fixture
def clock():
    return SetClock(MORNING)


@pytest.fixture(scope="module")
def written(tmp_path_factory, hub):
    """A hub with two chains of several segments, closed, and a checkpoint of them."""
    folder = tmp_path_factory.mktemp("written") / "hub"
    folder.mkdir()
    (folder / "hub.toml").write_bytes(hub.configuration_file.read_bytes())
    own = Hub(folder)
    own.make_keys()
    with pytest.MonkeyPatch.context() as small:
        small.setattr(chain_module, "SEGMENT_BYTES", 700)
        write(own, SetClock(MORNING))
    make_checkpoint(own, SetClock(MORNING))
    return folder


@pytest.fixture
def own_hub(written, tmp_path):
    """A copy of it for one test."""
    return Hub(shutil.copytree(written, tmp_path / "hub"))


@pytest.fixture
def trail(own_hub):
    """Its folder of chains."""
    return chains_folder(own_hub)


def write(hub, clock, count=LINES):
    chains = [Chain.claim(chains_folder(hub), hub="test", clock=clock) for _ in "AB"]
    for number in range(count):
        for chain in chains:
            chain.commit([text(number)])
    for chain in chains:
        chain.close()


def findings(hub, *, held=None):
    """The codes of the problems that somebody finds who holds these checkpoints."""
    held = own_checkpoints(checkpoints_folder(hub)) if held is None else held
    report = verify(chains_folder(hub), hub="test", held=Held(public_key(hub), held))
    for remark in (*report.problems, *report.notes):
        for language in ("en", "fr", "es", "ar"):
            assert "%(" not in remark.say(language)
    return {remark.code for remark in report.problems}


def files(trail, chain="A"):
    return [segment.path for segment in segments_in(trail / chain, RealDisk())]


def forget_heads(trail):
    """What a thorough forger does: nothing of his hub contradicts him."""
    for head in trail.glob(f"*/{HEAD_FILE}"):
        head.unlink()


def rewrite(path, content):
    path.chmod(0o600)
    path.write_bytes(content)


def recompute(trail, chain="A", change=None, previous=frames.NO_LINE, start=0):
    """Makes a chain anew from a segment on, each line bound to the one before as it should be."""
    for number, path in enumerate(files(trail, chain)):
        content = path.read_bytes()
        if number < start:
            previous = list(frames.read(content, frames.previous_of(content)))[-1].hash
            continue
        lines = list(frames.read(content, frames.previous_of(content)))
        made = b""
        for frame in lines:
            said = change(frame) if change else frame.text
            data, next_hash = frames.write(previous, frame.n, [said])
            previous_of_frame, previous = previous, next_hash
            made += data
            if frame is lines[0]:
                head = frames.head(previous_of_frame)
        rewrite(path, head + made)


def test_a_trail_as_it_was_written_is_whole(own_hub, trail):
    assert findings(own_hub) == set()
    report = verify(trail, hub="test")
    assert report.segments > 6
    assert report.lines == sum(n for n, _hash in report.ends.values())


def test_lines_may_follow_the_last_checkpoint(own_hub, trail, clock):
    write(own_hub, clock)
    assert findings(own_hub) == set()


def test_verifying_needs_no_secret(own_hub, trail):
    held, key = own_checkpoints(checkpoints_folder(own_hub)), public_key(own_hub)
    shutil.rmtree(own_hub.keys_folder)
    assert verify(trail, hub="test", held=Held(key, held)).is_whole


def test_any_byte_that_is_changed_is_found(own_hub, trail):
    path = files(trail)[1]
    whole = path.read_bytes()
    path.chmod(0o600)
    for place in range(0, len(whole), 7):
        changed = bytearray(whole)
        changed[place] ^= 0x20
        path.write_bytes(changed)
        assert findings(own_hub), place
    path.write_bytes(whole)
    assert findings(own_hub) == set()


def test_a_line_changed_in_the_last_segment_is_found(own_hub, trail, clock):
    path = files(trail)[-1]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    rewrite(path, content)
    assert "changed" in findings(own_hub) or "cut" in findings(own_hub)


def test_a_cut_tail_is_found_by_who_holds_a_checkpoint(own_hub, trail):
    path = files(trail)[-1]
    content = path.read_bytes()
    last = list(frames.read(content, frames.previous_of(content)))[-1]
    rewrite(path, content[: last.start])
    assert findings(own_hub) == {"cut"}
    forget_heads(trail)
    assert findings(own_hub) == {"cut"}
    assert findings(own_hub, held=[]) == set()  # which is why bureaus are given checkpoints


def test_segments_cut_from_the_end_are_found(own_hub, trail):
    for path in files(trail)[-2:]:
        path.unlink()
    forget_heads(trail)
    assert findings(own_hub) == {"cut"}


def test_a_dropped_segment_is_found(own_hub, trail):
    files(trail)[2].unlink()
    assert findings(own_hub) == {"missing_segment"}


def test_a_dropped_beginning_is_found(own_hub, trail):
    files(trail)[0].unlink()
    assert findings(own_hub) == {"missing_segment"}


def test_segments_moved_to_an_archive_are_verified_there(own_hub, trail, tmp_path):
    archive = tmp_path / "archive" / "A"
    archive.mkdir(parents=True)
    for path in files(trail)[:2]:
        path.rename(archive / path.name)
    assert findings(own_hub) == {"missing_segment"}
    report = verify(
        trail,
        hub="test",
        archives=[tmp_path / "archive"],
        held=Held(public_key(own_hub), own_checkpoints(checkpoints_folder(own_hub))),
    )
    assert report.is_whole
    kept = {kept.n for kept in lines(trail) if kept.chain == "A"}
    assert kept  # the rest can still be read
    assert 1 not in kept


def test_swapped_segments_are_found(own_hub, trail):
    first, second = files(trail)[1:3]
    contents = first.read_bytes(), second.read_bytes()
    rewrite(first, contents[1])
    rewrite(second, contents[0])
    assert "misplaced" in findings(own_hub, held=[])


def test_a_segment_put_in_from_another_chain_is_found(own_hub, trail):
    rewrite(files(trail, "A")[1], files(trail, "B")[1].read_bytes())
    assert {"misplaced", "unbound"} <= findings(own_hub, held=[])


def test_a_segment_that_was_made_anew_does_not_fit_the_next(own_hub, trail):
    other = text(99)
    last = len(files(trail)) - 1
    kept = [path.read_bytes() for path in files(trail)]
    recompute(trail, change=lambda frame: other if frame.n == 3 else frame.text)
    for path, content in list(zip(files(trail), kept, strict=True))[1 : last + 1]:
        rewrite(path, content)
    assert findings(own_hub, held=[]) & {"unbound", "changed", "torn_changed"}


def test_a_chain_that_was_made_anew_is_found_by_who_holds_a_checkpoint(own_hub, trail):
    other = text(99)
    recompute(trail, change=lambda frame: other if frame.n == 3 else frame.text)
    forget_heads(trail)
    assert findings(own_hub, held=[]) == set()  # nothing else can show it
    assert findings(own_hub) == {"recomputed"}


def test_a_line_left_out_by_who_makes_the_chain_anew_leaves_a_gap_in_the_numbers(own_hub, trail):
    path = files(trail)[-1]
    content = path.read_bytes()
    lines = list(frames.read(content, frames.previous_of(content)))
    made, previous = content[: lines[1].start], lines[0].hash
    for frame in lines[2:]:
        data, previous = frames.write(previous, frame.n, [frame.text])
        made += data
    rewrite(path, made)
    forget_heads(trail)
    assert findings(own_hub, held=[]) == {"changed"}


def test_a_dropped_chain_is_found(own_hub, trail):
    shutil.rmtree(trail / "B")
    assert findings(own_hub) == {"missing_chain"}


def test_a_chain_of_another_hub_is_found(own_hub, trail):
    assert {remark.code for remark in verify(trail, hub="other").problems} == {"misplaced"}


def test_the_next_checkpoint_does_not_hide_what_was_cut_or_dropped(own_hub, trail, clock):
    shutil.rmtree(trail / "B")
    for path in files(trail)[-2:]:
        path.unlink()
    forget_heads(trail)
    make_checkpoint(own_hub, clock)
    newest = own_checkpoints(checkpoints_folder(own_hub))[-1:]
    assert findings(own_hub, held=newest) == {"missing_chain", "cut"}


def test_a_checkpoint_that_the_hub_did_not_sign_counts_for_nothing(own_hub, trail):
    (held,) = own_checkpoints(checkpoints_folder(own_hub))
    for forged in (
        msgspec.structs.replace(held, signature="00" * 64),
        msgspec.structs.replace(held, signature="not hex"),
        msgspec.structs.replace(held, chains={"A": Pinned(1, "00" * 32)}),
        msgspec.structs.replace(held, hub="other"),
    ):
        assert findings(own_hub, held=[forged]) == {"signature"}


def test_two_checkpoints_of_one_number_show_a_hub_that_told_two_stories(own_hub, trail, clock):
    (first,) = own_checkpoints(checkpoints_folder(own_hub))
    shutil.rmtree(checkpoints_folder(own_hub))
    write(own_hub, clock, 2)
    other = make_checkpoint(own_hub, clock)
    assert findings(own_hub, held=[first, other]) == {"checkpoint"}


def test_each_checkpoint_goes_on_from_the_one_before_it(own_hub, trail, clock):
    for _ in range(3):
        write(own_hub, clock, 1)
        make_checkpoint(own_hub, clock)
    held = own_checkpoints(checkpoints_folder(own_hub))
    assert [one.number for one in held] == [1, 2, 3, 4]
    assert findings(own_hub) == set()
    assert findings(own_hub, held=held[::2]) == set()  # a bureau need not have them all


def test_a_checkpoint_reads_back_as_it_was_given(own_hub, trail):
    (path,) = checkpoints_folder(own_hub).iterdir()
    assert read_checkpoint(path.read_bytes()).chains.keys() == {"A", "B"}
    with pytest.raises(Invalid):
        read_checkpoint(b'{"format": 1}')


def test_a_live_chain_is_signed_up_to_its_last_durable_line(own_hub, clock):
    chain = Chain.claim(chains_folder(own_hub), hub="test", clock=clock)
    chain.commit([text(1), text(2)])
    pinned = make_checkpoint(own_hub, clock).chains[chain.name]
    assert pinned == Pinned(chain.n, chain.hash.hex())
    chain.close()


def test_every_remark_has_its_sentence():
    for code in (*PROBLEMS, *NOTES):
        assert Remark(code, dict.fromkeys(_PARAMS, "1")).say("en")


_PARAMS = ("chain", "segment", "n", "expected", "checkpoint", "bytes", "damaged")
