"""The registry of the databases: one file each, listed here once, in the order of their numbers."""

from typing import Final

from entraide.engine.databases import (
    administrative_documents,
    notices,
    persons,
    travel_documents,
    travel_documents_under_notice,
    vehicles,
)
from entraide.engine.schema.database import Database
from entraide.engine.schema.registry import Registry

REGISTRY: Final = Registry(
    file.DATABASE
    for file in (
        persons,
        notices,
        travel_documents,
        travel_documents_under_notice,
        administrative_documents,
        vehicles,
    )
)

by_code = REGISTRY.by_code
by_number = REGISTRY.by_number
enabled = REGISTRY.enabled
keys_for = REGISTRY.keys_for


def databases() -> tuple[Database, ...]:
    """All databases that this program knows, in the order of their numbers."""
    return REGISTRY.all
