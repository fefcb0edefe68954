"""The columns that every table has beside its database's fields: reference and envelope."""

from typing import Final

from entraide.engine.schema.field_kinds.choices import one_of, several_of
from entraide.engine.schema.field_kinds.country import country
from entraide.engine.schema.field_kinds.dates import day
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.vocabulary_words import (
    ACCURACIES,
    CONFIDENTIALITIES,
    HANDLING,
    PURPOSES,
    RELIABILITIES,
)
from entraide.language import _

OWNER_REF: Final = "owner_ref"
ENVELOPE: Final = "record"
REPORTED: Final = "refusal"
"""Columns that the report of refused rows adds; they are passed over when it is imported again."""

OWN_COLUMNS: Final = (
    Field(OWNER_REF, Kind(), _("Owner's reference")),
    Field(
        ENVELOPE,
        Group(
            Field(
                "purposes",
                several_of({each.value: said for each, said in PURPOSES.items()}),
                _("Purposes"),
            ),
            Field(
                "confidentiality",
                one_of({each.name.lower(): said for each, said in CONFIDENTIALITIES.items()}),
                _("Confidentiality"),
            ),
            Field(
                "handling",
                several_of({each.value: said for each, said in HANDLING.items()}),
                _("Handling"),
            ),
            Field("restricted", country, _("Hidden from"), many=300),
            Field("retention_until", day, _("Keep until")),
            Field("review_on", day, _("Review on")),
            Field(
                "reliability",
                one_of({each.value: said for each, said in RELIABILITIES.items()}),
                _("Reliability of the source"),
            ),
            Field(
                "accuracy",
                one_of({each.value: said for each, said in ACCURACIES.items()}),
                _("Accuracy of the information"),
            ),
        ),
        _("Record"),
    ),
)
"""The columns that every table has beside its database's fields."""
