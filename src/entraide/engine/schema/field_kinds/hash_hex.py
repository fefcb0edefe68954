"""Digests of files."""

from entraide.engine.schema.field_kinds.text import Text


class HashHex(Text):
    """A digest of a file, in hexadecimal."""

    name = "hash_hex"


def hash_hex(*algorithms: str) -> HashHex:
    """A digest by one of these algorithms: md5, sha1, sha256, sha512."""
    assert algorithms
    return HashHex(128, example="d41d8cd98f00b204e9800998ecf8427e")
