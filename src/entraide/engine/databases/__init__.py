"""The registry of the databases: one file each, listed here once, in the order of their numbers."""

from typing import Final

from entraide.engine.databases import (
    administrative_documents,
    ballistics,
    counterfeit_alerts,
    dna,
    faces,
    fingerprints,
    firearms,
    firearms_reference,
    genuine_documents,
    icse,
    notices,
    persons,
    piracy,
    travel_documents,
    travel_documents_under_notice,
    vehicles,
    vessels,
    works_of_art,
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
        counterfeit_alerts,
        genuine_documents,
        vehicles,
        vessels,
        works_of_art,
        fingerprints,
        faces,
        dna,
        icse,
        firearms,
        firearms_reference,
        ballistics,
        piracy,
    )
)

by_code = REGISTRY.by_code
by_acronym = REGISTRY.by_acronym
by_number = REGISTRY.by_number
enabled = REGISTRY.enabled
keys_for = REGISTRY.keys_for


def databases() -> tuple[Database, ...]:
    """All databases that this program knows, in the order of their numbers."""
    return REGISTRY.all
