"""Version 1 stays readable, by this program and by `docs/formats/trail.md` alone."""

import json
import struct
import zlib
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.engine.check.trail.checks import HIT, check

from entraide.engine.check.trail.checkpoints import own_checkpoints
from entraide.engine.check.trail.criteria import answer_digest, open_criteria
from entraide.engine.check.trail.dictionary import DICTIONARY
from entraide.engine.check.trail.erasures import Ledger
from entraide.engine.check.trail.lines import (
    Checked,
    Disclosed,
    Erased,
    Journalled,
    Manner,
    Opened,
    Seen,
    Why,
)
from entraide.engine.check.trail.read import find, lines
from entraide.engine.check.trail.seals import SealDestroyed, Seals
from entraide.engine.check.trail.verify import Held, verify
from entraide.engine.schema.vocabulary import Purpose
from entraide.hub import Retained

SAMPLE = Path(__file__).parent / "version_1.zip"
MASTER = bytes.fromhex("11" * 32)
PUBLIC = bytes.fromhex("a09aa5f47a6759802ff955f8dc2d2a14a5c99d23be97f864127ff9383455a4f0")


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


def test_a_trail_of_version_1_verifies(kept):
    held = Held(PUBLIC, own_checkpoints(kept / "checkpoints"))
    report = verify(kept / "chains", hub="frozen", held=held)
    assert report.is_whole
    assert [note.code for note in report.notes] == ["recovered"]
    assert (report.lines, report.checkpoints) == (8, 1)


def test_lines_of_version_1_say_what_they_said(kept):
    by_number = [each.line for each in sorted(lines(kept / "chains"), key=lambda each: each.n)]
    assert [type(line) for line in by_number] == [
        *(Opened, Checked, Checked, Disclosed, Journalled),
        *(Opened, Checked, Erased),
    ]
    opened, checked, _checked, disclosed, journalled, recovered, _old, erased = by_number
    assert (opened.hub, opened.chain, opened.why) == ("frozen", "A", Why.NEW)
    assert (checked.who.officer, checked.place) == ("of-7", ("air", "Utopia airport"))
    assert (checked.found, checked.asked, checked.seq) == ((HIT,), b"\x03\x02", 7)
    assert (disclosed.manner, disclosed.purpose) == (Manner.PRINTED, Purpose.IDENTIFY)
    assert (disclosed.records, disclosed.reason) == ((Seen(3, 41, 2),), "hit-9")
    assert (journalled.first, journalled.last, journalled.digest) == (5, 9, b"j" * 32)
    assert (recovered.why, recovered.torn) == (Why.RECOVERED, len(b"torn by a crash"))
    assert (erased.keys, erased.why) == (("2025-03.QMA.no_hit",), "retention")


def test_criteria_of_version_1_open_until_they_are_destroyed(kept, seals):
    line = find(kept / "chains", "A-2").line
    criteria, salt = open_criteria(line, seals)
    given = check(found=(HIT,))
    assert (criteria.query, criteria.asker) == (given.query, given.asker)
    assert criteria.notes == given.notes
    assert answer_digest(salt, given.answer) == line.answer
    with pytest.raises(SealDestroyed):
        open_criteria(find(kept / "chains", "A-7").line, seals)


def read_by_the_page(segment, previous, counts):
    """The texts of a segment, as the documentation says that they lie."""
    assert segment[:16] == b"entraide-trail\x00\x01"
    assert segment[16:48] == previous
    texts, place = [], 48
    while place < counts:
        length, n, _unsynced = struct.unpack(">IQH", segment[place : place + 14])
        end = place + 14 + length
        assert sha256(previous + segment[place:end]).digest() == segment[end : end + 32]
        texts.append((n, msgspec.msgpack.decode(segment[place + 14 : end])))
        previous, place = segment[end : end + 32], end + 32
    return texts, previous


def test_a_trail_of_version_1_is_read_by_its_page_alone(kept):
    first, second = (path.read_bytes() for path in sorted((kept / "chains/A").glob("*.trail")))
    torn = b"torn by a crash"
    texts, last = read_by_the_page(first, bytes(32), len(first) - len(torn))
    more, end = read_by_the_page(second, last, len(second))
    assert [n for n, _text in texts + more] == list(range(1, 9))
    opened = more[0][1]
    assert opened[0] == 5
    assert opened[5:] == ["recovered", 1, len(first) - len(torn), 15, sha256(torn).digest(), []]

    head = (kept / "chains/A/head").read_bytes()
    assert struct.unpack(">Q32sQQ", head[4:]) == (8, end, 2, len(second))
    assert zlib.crc32(head[4:]) == int.from_bytes(head[:4], "big")

    checked = texts[1][1]
    kind, moment, who, purpose, place, *_rest, answer, (name, box, digest) = checked
    assert (kind, moment) == (1, datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert who == ["g12", "UTO", "Border post 3", "frontline", "of-7", "w-1"]
    assert (purpose, place) == ("border_management", ["air", "Utopia airport"])
    wrapped = (kept / "seals" / name).read_bytes()
    assert (len(wrapped), wrapped[0]) == (61, 1)
    key = AESGCM(MASTER).decrypt(wrapped[1:13], wrapped[13:], name.encode())
    plain = AESGCM(key).decrypt(box[:12], box[12:], name.encode())
    salt, version, packed = plain[:16], plain[16], plain[17:]
    assert version == 1
    criteria = zlib.decompressobj(-12, zdict=DICTIONARY).decompress(packed)
    assert sha256(salt + criteria).digest() == digest
    query, asker, followed, notes, consulted, unasked = msgspec.msgpack.decode(criteria)
    assert query["subjects"][1]["number"] == "X1234567"
    assert asker["databases"] == ["notices", "travel_documents"]
    assert (followed, consulted, unasked) == (moment, [], [])
    assert notes == {"contact/UTO": {"phone": "+1"}}
    sent = msgspec.json.decode(msgspec.json.encode(check(found=(HIT,)).answer))
    assert sha256(salt + msgspec.json.encode(sent, order="sorted")).digest() == answer


def test_a_checkpoint_of_version_1_is_verified_by_its_page_alone(kept):
    given = json.loads((kept / "checkpoints/00000001.json").read_text())
    signature, given["signature"] = bytes.fromhex(given["signature"]), ""
    said = json.dumps(given, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    key = Ed25519PublicKey.from_public_bytes(PUBLIC)
    key.verify(signature, b"entraide-checkpoint\x00\x01" + said)
    assert given["chains"]["A"]["n"] == 8
