"""What people write to the commission, under a key that nothing else uses."""

import os
import secrets
from hashlib import sha256
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from entraide.errors import Unavailable
from entraide.hub import Hub
from entraide.language import _

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters and digits that nobody mistakes for each other on paper."""
_NONCE: Final = 12
_USE: Final = b"entraide-commission\x00\x01"


class Applied(msgspec.Struct, kw_only=True, frozen=True):
    """What an applicant wrote.

    Attributes:
        representative: who acts for the applicant, "" for oneself.
        identity: the document by which the applicant can be identified.
    """

    names: str
    birth_date: str
    nationality: str
    contact: str
    identity: str
    representative: str = ""
    text: str


def seal(hub: Hub, text: bytes) -> bytes:
    """The text under the commission's key."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(hub.key("commission")).encrypt(nonce, text, _USE)


def unseal(hub: Hub, box: bytes) -> bytes:
    """What was sealed; empty for nothing.

    Raises:
        Unavailable: the key is not the one that sealed it.
    """
    if not box:
        return b""
    try:
        return AESGCM(hub.key("commission")).decrypt(bytes(box[:_NONCE]), bytes(box[_NONCE:]), _USE)
    except InvalidTag as problem:
        raise Unavailable(
            "commission_key", _("What was written cannot be read with the commission's key.")
        ) from problem


def seal_applied(hub: Hub, applied: Applied) -> bytes:
    """An applicant's words, sealed."""
    return seal(hub, msgspec.json.encode(applied))


def applied_of(hub: Hub, box: bytes) -> Applied:
    """An applicant's words. Raises Unavailable."""
    return msgspec.json.decode(unseal(hub, box), type=Applied)


def new_reference() -> str:
    """A case's reference, which says nothing of how many there are."""
    drawn = "".join(secrets.choice(ALPHABET) for _letter in range(8))
    return f"CR-{drawn[:4]}-{drawn[4:]}"


def new_code() -> str:
    """The code by which an applicant reads the state (about 78 bits)."""
    return "-".join("".join(secrets.choice(ALPHABET) for _l in range(4)) for _part in range(4))


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return sha256("".join(code.upper().split("-")).strip().encode()).hexdigest()
