"""Digests of files, in hexadecimal. Source: RFC 1321 (MD5), FIPS 180-4 (SHA)."""

import re
from typing import Any, Final

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

LENGTHS: Final = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}
"""Algorithm → hexadecimal digits; the length tells which one made a digest."""


class HashHex(Kind):
    """A file's digest by one of some algorithms, kept in small letters."""

    name = "hash_hex"
    expected = _("Expected: a digest in hexadecimal (%(algorithms)s).")

    def __init__(self, algorithms: tuple[str, ...]) -> None:
        self.lengths = frozenset(LENGTHS[algorithm] for algorithm in algorithms)
        self.params = {"algorithms": ", ".join(algorithms)}
        self.example = ("0123456789abcdef" * 8)[: min(self.lengths)]

    def clean(self, value: Any) -> str:
        digest = tidy_code(value).lower()
        if len(digest) not in self.lengths or not re.fullmatch(r"[0-9a-f]+", digest):
            raise self.refuse("hash")
        return digest

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9a-fA-F]+$", "maxLength": max(self.lengths)}


def hash_hex(*algorithms: str) -> HashHex:
    """A digest by any of these algorithms (`LENGTHS`): `hash_hex("md5", "sha256")`."""
    return HashHex(algorithms)
