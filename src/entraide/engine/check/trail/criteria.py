"""What of checks is sealed, and how checks become lines."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

import msgspec

from entraide.engine.check.trail.interfaces import Check, who_asked
from entraide.engine.check.trail.lines import Checked, Sealed, Seen
from entraide.engine.check.trail.seals import SealBroken, Seals, seal_name
from entraide.engine.check.wire import Answer, Asker, Query, Unasked

_canonical: Final = msgspec.json.Encoder(order="sorted").encode
_pack: Final = msgspec.msgpack.Encoder(order="deterministic").encode  # sorted sets pack better


class Criteria(msgspec.Struct, frozen=True, array_like=True):
    """What only the key opens: the question, who asked as granted, and what else a replay needs.

    Attributes:
        unasked: what could not be asked then, which no replay can find out.
    """

    query: Query
    asker: Asker
    followed_at: datetime
    notes: Mapping[str, Any]
    consulted: tuple[Seen, ...]
    unasked: tuple[Unasked, ...]


_unpack: Final = msgspec.msgpack.Decoder(Criteria).decode


def canonical(answer: Answer) -> bytes:
    """The bytes of an answer that its digest is taken of.

    JSON, keys sorted, as the asker gets it, without the line's id and the rules, which the line
    itself says.
    """
    if answer.line or answer.rules:
        answer = msgspec.structs.replace(answer, line="", rules="")
    return _canonical(answer)


def answer_digest(salt: bytes, answer: Answer) -> bytes:
    """What the line keeps of an answer: who has the salt can prove which answer was given."""
    return sha256(salt + canonical(answer)).digest()


def name_of_seal(check: Check) -> str:
    """The name of the key that a check's criteria are sealed under."""
    return seal_name(check.answer.at, check.asker.country, is_hit=bool(check.found))


def lines_of_checks(checks: Sequence[Check], seals: Seals) -> list[Checked]:
    """The lines of checks, to be written one behind the other; their criteria are sealed together.

    Args:
        checks: of one `name_of_seal`, at most MOST_IN_A_BOX.
        seals: the hub's.

    Raises:
        Unavailable: the key cannot be had; OSError: a new one cannot be kept.
    """
    sealed = seals.seal(name_of_seal(checks[0]), list(map(_packed, checks)))
    return [_line(check, seals, *criteria) for check, criteria in zip(checks, sealed, strict=True)]


def _packed(check: Check) -> bytes:
    """A check's `Criteria` as MessagePack."""
    answer = check.answer
    return _pack(
        (
            check.query,
            _packed_asker(check.asker),
            check.followed_at,
            check.notes,
            check.consulted,
            answer.unasked,
        )
    )


@lru_cache(maxsize=4096)
def _packed_asker(asker: Asker) -> msgspec.Raw:
    """The same for every question of a session."""
    return msgspec.Raw(_pack(asker))


def _line(check: Check, seals: Seals, sealed: Sealed, salt: bytes) -> Checked:
    query, asker, answer = check.query, check.asker, check.answer
    place = query.place
    return Checked(
        moment=answer.at,
        who=who_asked(asker),
        purpose=query.purpose,
        place=("", "") if place is None else (place.kind, place.name),
        operation=query.operation,
        case=seals.digest("case", asker.country, query.case) if query.case else b"",
        client=client_digest(seals, asker, query),
        verdict=answer.verdict,
        asked=bytes(check.asked),
        found=tuple(check.found),
        more=answer.more,
        epoch=answer.index.epoch,
        seq=check.seq,
        fingerprint=answer.index.fingerprint,
        rules=check.rules,
        answer=answer_digest(salt, answer),
        criteria=sealed,
    )


def client_digest(seals: Seals, asker: Asker, query: Query) -> bytes:
    """By what the asking system's own id of a question is found again; empty if it gave none."""
    return seals.digest("client", asker.grant, query.client_id) if query.client_id else b""


def open_criteria(line: Checked, seals: Seals) -> tuple[Criteria, bytes]:
    """What was sealed in a line, and its salt.

    Args:
        line: as `read.find` gives it, with its box.
        seals: the hub's.

    Raises:
        SealDestroyed: its key was destroyed, with when and why.
        SealBroken: it cannot be opened although it was not.
    """
    salt, criteria = seals.open(line.criteria)
    try:
        return _unpack(criteria), salt
    except msgspec.DecodeError as problem:
        raise SealBroken(name=line.criteria.key) from problem
