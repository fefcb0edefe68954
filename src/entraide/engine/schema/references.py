"""Published references: a record's number as others see it, `SLTD-3K7Q-M2XA`.

They tell nothing about how many records there are or which came first: the number passes through a
permutation under the hub's key. The last character is a check, so that a mistyped reference is
refused instead of naming another record.
"""

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB

from entraide.errors import NotFound
from entraide.language import _

LARGEST_ID: Final = (1 << 35) - 1
"""Seven characters of five bits: 34 thousand million records a database."""

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_AS_WRITTEN: Final = str.maketrans("OIL", "011")
_LETTERS: Final = 8
_LEFT: Final = 17
_RIGHT: Final = 18
_LEFT_BITS: Final = (1 << _LEFT) - 1
_RIGHT_BITS: Final = (1 << _RIGHT) - 1
_ROUNDS: Final = 10


class UnknownReference(NotFound):
    """The reference was mistyped, or belongs to another hub."""

    code = "reference"
    sentence = _("This is not a reference of this hub. Check each character.")


def publish(key: bytes, acronym: str, id: int) -> str:
    """The reference under which a record is known outside.

    Args:
        key: the hub's key for this use (`Hub.key("references")`).
        acronym: the database's (`Database.acronym`).
        id: the record's, 0 to `LARGEST_ID`.

    Raises:
        ValueError: the id is out of range.
    """
    if not 0 <= id <= LARGEST_ID:
        raise ValueError(id)
    number = _permuted(key, acronym, id)
    digits = [(number >> shift) & 31 for shift in range(30, -1, -5)]
    digits.append(_check_digit(digits, acronym))
    letters = "".join(_ALPHABET[digit] for digit in digits)
    return f"{acronym}-{letters[:4]}-{letters[4:]}"


def resolve(key: bytes, text: str) -> tuple[str, int]:
    """The database's acronym and the record's id, whether or not the record exists.

    Lower case, blanks and the letters O, I and L for 0 and 1 are read as they were meant.

    Raises:
        UnknownReference: no such reference can have been published (code "reference").
    """
    parts = text[:80].upper().replace(" ", "").rsplit("-", 2)
    letters = "".join(parts[1:]).translate(_AS_WRITTEN)
    if len(parts) != 3 or len(letters) != _LETTERS or not set(letters) <= set(_ALPHABET):  # noqa: PLR2004 - acronym, four characters, four characters
        raise UnknownReference
    acronym = parts[0]
    *digits, check = (_ALPHABET.index(letter) for letter in letters)
    if check != _check_digit(digits, acronym):
        raise UnknownReference
    number = 0
    for digit in digits:
        number = number << 5 | digit
    return acronym, _permuted_back(key, acronym, number)


def _permuted(key: bytes, acronym: str, id: int) -> int:
    """A keyed permutation of 35 bits: a Feistel network of ten rounds over halves of 17 and 18."""
    mixed = _mixing(key, acronym)
    left, right = id >> _RIGHT, id & _RIGHT_BITS
    for step in range(0, _ROUNDS, 2):
        left ^= mixed(step, right) & _LEFT_BITS
        right ^= mixed(step + 1, left) & _RIGHT_BITS
    return left << _RIGHT | right


def _permuted_back(key: bytes, acronym: str, number: int) -> int:
    mixed = _mixing(key, acronym)
    left, right = number >> _RIGHT, number & _RIGHT_BITS
    for step in range(_ROUNDS - 2, -1, -2):
        right ^= mixed(step + 1, left) & _RIGHT_BITS
        left ^= mixed(step, right) & _LEFT_BITS
    return left << _RIGHT | right


@lru_cache(maxsize=256)
def _mixing(key: bytes, acronym: str) -> Callable[[int, int], int]:
    """The pseudo-random function of one round and one half, for one database.

    AES of the single block that holds both, under a key of the database's own: as strong as a keyed
    hash and a third of its time.
    """
    own = blake2b(acronym.encode(), key=key, person=b"reference", digest_size=32).digest()
    encrypted = Cipher(AES256(own), ECB()).encryptor().update  # noqa: S305 - no text is hidden by it, single blocks are all there is

    def mixed(step: int, half: int) -> int:
        return int.from_bytes(encrypted((step << _RIGHT | half).to_bytes(16, "big")), "big")

    return mixed


def _check_digit(digits: list[int], acronym: str) -> int:
    """A sum over GF(32) with a different weight at each place.

    It finds every single wrong character and every two that changed places; the acronym takes part.
    """
    total = blake2b(acronym.encode(), digest_size=1).digest()[0] & 31
    for digit in digits:
        total = _doubled(total) ^ digit
    return _doubled(total)


def _doubled(element: int) -> int:
    """Times x in GF(32), whose polynomial is x⁵ + x² + 1."""
    element <<= 1
    return element ^ 0b100101 if element & 0b100000 else element
