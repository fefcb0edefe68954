"""Puts the notices that a hub already has into its public extract."""

from typing import Any

from django.db import migrations

from entraide.desks.notices.extract.selection import ENTITIES, PERSONS, found_by, is_public
from entraide.desks.records.envelope import ACTIVE, body_of, state_of
from entraide.engine.databases import by_code

AT_ONCE = 500


def fill(apps: Any, _editor: Any) -> None:
    """Reads every notice once."""
    rows = apps.get_model("records", "Record").objects
    public = apps.get_model("public_extract", "PublicNotice")
    notices, about = by_code("notices"), by_code("persons")
    found = []
    for record in rows.filter(database=notices.number, status=ACTIVE).iterator(AT_ONCE):
        state = state_of(record)
        if not is_public(state):
            continue
        party = PERSONS
        if state.body["colour"] == "un" and record.parent_id is not None:
            parent = rows.get(database=about.number, id=record.parent_id)
            if body_of(parent, about).get("kind") == "organisation":
                party = ENTITIES
        found.append(public(record=record.id, **found_by(state, party)))
    public.objects.bulk_create(found, batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("public_extract", "0001_public_notices"),
        ("records", "0003_import_jobs"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
