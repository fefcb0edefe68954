"""Fingerprints of how a picture looks: 64 bits (pHash, dHash) or 256 (PDQ)."""

import re
from typing import Any, Final

from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_SHAPE: Final = re.compile(r"[0-9a-f]{16}|[0-9a-f]{64}")


class PerceptualHash(Kind):
    """A picture's fingerprint in 16 or 64 hexadecimal digits, kept in small letters.

    Look-ups find equal ones; how near two are is `distance`, whose search is the examiners' desk's.
    """

    name = "perceptual_hash"
    example = "f0e1d2c3b4a59687"
    expected = _("Expected: 16 or 64 hexadecimal digits.")

    def clean(self, value: Any) -> str:
        digits = tidy_code(value).lower()
        if not _SHAPE.fullmatch(digits):
            raise self.refuse("perceptual_hash")
        return digits

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^([0-9a-fA-F]{16}|[0-9a-fA-F]{64})$"}


perceptual_hash = PerceptualHash()


def distance(one: str, other: str) -> int | None:
    """How many bits differ between two fingerprints; None if they are of different sizes."""
    return (int(one, 16) ^ int(other, 16)).bit_count() if len(one) == len(other) else None
