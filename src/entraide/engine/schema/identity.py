"""Who somebody is: the fields of a person that a notice about that person copies."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.terms import CAUTIONS, DOCUMENT_TYPES, PERSON_STATUSES
from entraide.language import _

IDENTITY: Final = (
    Field("status", kinds.one_of(PERSON_STATUSES), _("Status of the person"), personal=True),
    Field("names", kinds.person_name, _("Names"), many=60, personal=True),
    Field("birth_date", kinds.partial_date, _("Date of birth"), personal=True),
    Field(
        "possible_birth_dates",
        kinds.partial_date,
        _("Possible dates of birth"),
        many=30,
        personal=True,
        help=_("Where several are reported and none is known to be right."),
    ),
    Field("birth_place", kinds.short_text, _("Place of birth"), personal=True),
    Field("birth_country", kinds.country, _("Country of birth"), personal=True),
    Field("sex", kinds.sex, _("Sex"), personal=True),
    Field("nationalities", kinds.country, _("Nationalities"), many=10, personal=True),
    Field("cautions", kinds.several_of(CAUTIONS), _("Caution"), personal=True),
)
"""In the order in which cards and forms show them."""

PAPERS: Final = (
    Field("number", kinds.document_number, _("Document number"), required=True, personal=True),
    Field("issuing_country", kinds.country, _("Issuing country"), personal=True),
    Field("document_type", kinds.one_of(DOCUMENT_TYPES), _("Type of document"), personal=True),
)
"""One identity document of a person."""

PAPER: Final = kinds.group(*PAPERS)

COMPARED: Final = {name: name for name in ("birth_date", "birth_place", "sex", "nationalities")}
"""What an asker who names a person may know too."""


def copied(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The same fields, filled from another record by the act that writes this one."""
    return tuple(replace(field, derived=True, required=False) for field in fields)
