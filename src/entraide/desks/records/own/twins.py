"""The own records that a new one is likely to repeat, told before it is added."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from entraide.desks.records.envelope import Ref
from entraide.desks.records.visibility import index_of
from entraide.engine.index.keys import record_keys
from entraide.engine.schema.cleaning import clean_body
from entraide.engine.schema.database import Database
from entraide.errors import Invalid, Unavailable
from entraide.hub import Hub

MOST: Final = 5
_MOST_KEYS: Final = 50


def twins_of(
    hub: Hub, database: Database, owner: str, raw: Mapping[str, Any], today: date
) -> list[Ref]:
    """At most `MOST` of the owner's answered records that a look-up finds together with this body.

    None where the body is not right, or where there is no index: adding then says what it must.
    """
    try:
        keys = sorted(record_keys(database, clean_body(database, raw, today=today, owner=owner)))
        index = index_of(hub)
        if not index.is_built:
            return []
        with index.snapshot() as snapshot:
            ids = {
                entry.id
                for key in keys[:_MOST_KEYS]
                for entry in snapshot.under(key)
                if entry.owner == owner
            }
    except (Invalid, Unavailable):
        return []
    return [Ref(database.code, id) for id in sorted(ids)[:MOST]]
