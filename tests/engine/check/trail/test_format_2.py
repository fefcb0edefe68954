"""Boxes of version 2, which several lines share, stay readable; `test_format.py` reads the rest."""

import zlib
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.engine.check.trail.checks import HIT, NOON, check
from tests.engine.check.trail.test_format import MASTER, read_by_the_page

from entraide.engine.check.trail.criteria import answer_digest, open_criteria
from entraide.engine.check.trail.dictionary import DICTIONARY
from entraide.engine.check.trail.erasures import Ledger
from entraide.engine.check.trail.read import find, lines
from entraide.engine.check.trail.seals import SealDestroyed, Seals
from entraide.engine.check.trail.verify import verify
from entraide.hub import Retained

SAMPLE = Path(__file__).parent / "version_2.zip"
ASKED = {"A-5": "X1", "A-6": "X3", "A-7": "X5", "A-8": "X2", "A-9": "X4", "A-10": "X6"}
BACK = {"A-5": 0, "A-6": 1, "A-7": 2, "A-8": 0, "A-9": 0, "A-10": 0}


@pytest.fixture
def kept(tmp_path):
    """The frozen trail, unpacked."""
    with ZipFile(SAMPLE) as sample:
        sample.extractall(tmp_path)
    return tmp_path / "trail"


@pytest.fixture
def seals(kept):
    ledger = Ledger(kept / "erasures.jsonl")
    return Seals(kept / "seals", MASTER, ledger=ledger, retained=Retained())


def test_a_trail_of_shared_boxes_verifies(kept):
    report = verify(kept / "chains", hub="frozen")
    assert report.is_whole
    assert report.lines == 10


def test_every_line_of_a_shared_box_opens_as_it_was_asked(kept, seals):
    for id, number in ASKED.items():
        line = find(kept / "chains", id).line
        criteria, salt = open_criteria(line, seals)
        assert line.criteria.back == BACK[id]
        assert criteria.query.subjects[1].number == number
        given = check(number, found=(HIT,) if number == "X2" else ())
        assert answer_digest(salt, given.answer) == line.answer


def test_a_destroyed_key_takes_every_line_of_its_box(kept, seals):
    for id in ("A-2", "A-3"):
        with pytest.raises(SealDestroyed):
            open_criteria(find(kept / "chains", id).line, seals)


def test_lines_are_given_as_they_lie_there(kept):
    by_id = {each.id: each.line for each in lines(kept / "chains")}
    assert {id: by_id[id].criteria.back for id in BACK} == BACK
    assert {id for id in BACK if not by_id[id].criteria.box} == {"A-6", "A-7"}


def test_a_shared_box_is_read_by_its_page_alone(kept):
    segment = (kept / "chains/A/00000002.20260302.trail").read_bytes()
    texts, _last = read_by_the_page(segment, segment[16:48], len(segment))
    by_number = dict(texts)
    for n, asked in ((5, "X1"), (6, "X3"), (7, "X5")):
        *_rest, answer, (name, box, digest, back) = by_number[n]
        assert bool(box) is (back == 0)
        box = by_number[n - back][-1][1]
        wrapped = (kept / "seals" / name).read_bytes()
        key = AESGCM(MASTER).decrypt(wrapped[1:13], wrapped[13:], name.encode())
        plain = AESGCM(key).decrypt(box[:12], box[12:], name.encode())
        salt, version, packed = plain[:16] + back.to_bytes(2, "big"), plain[16], plain[17:]
        assert version == 2
        array = zlib.decompressobj(-12, zdict=DICTIONARY).decompress(packed)
        assert array[:3] == b"\xdc\x00\x03"
        query, *_rest, followed, notes, _consulted, _unasked = msgspec.msgpack.decode(array)[back]
        assert query["subjects"][1]["number"] == asked
        assert (followed, notes) == (NOON, {"contact/UTO": {"phone": "+1"}})
        criteria = msgspec.msgpack.decode(array, type=list[msgspec.Raw])[back]
        assert sha256(salt + bytes(criteria)).digest() == digest
        sent = msgspec.json.decode(msgspec.json.encode(check(asked).answer))
        assert sha256(salt + msgspec.json.encode(sent, order="sorted")).digest() == answer
