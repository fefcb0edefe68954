"""What the hub's own keys make of records: published references, and digests for the journal."""

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from typing import Any, Final

from django.conf import settings

from entraide.desks.records.envelope import encode
from entraide.engine.databases import by_number
from entraide.engine.schema.references import publish

DIGEST_BYTES: Final = 8


def published(database: int, id: int) -> str:
    """The reference under which a record is known outside."""
    return publish(key("references"), by_number(database).acronym, id)


@cache
def key(use: str) -> bytes:
    """The hub's key for this use; read once a process."""
    return bytes(settings.HUB.key(use))


def digests(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[str]]:
    """Field → digests before and after, of the fields that differ; "" where there was nothing.

    Keyed, so that a birth date cannot be guessed back from the journal.
    """

    def digest(value: Any) -> str:
        if value is None:
            return ""
        return blake2b(encode(value), key=key("journal"), digest_size=DIGEST_BYTES).hexdigest()

    return {
        name: [digest(before.get(name)), digest(after.get(name))]
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    }
