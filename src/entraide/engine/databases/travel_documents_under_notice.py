"""Travel documents of persons under a valid notice: the document is good, its holder is sought.

Nobody writes here: the rows follow from notices and persons (`derive.py`). Source: domain §1.4.
"""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import FIRST_LINE, POLICING
from entraide.engine.schema.database import (
    Database,
    DefaultPurposes,
    Field,
    Key,
    Retention,
    Wording,
)
from entraide.engine.schema.identity import IDENTITY, PAPERS, copied
from entraide.engine.schema.notice_terms import COLOURS
from entraide.engine.schema.vocabulary import Purpose, SubjectKind, Verdict, Writer
from entraide.language import _

HOLDER = {"names", "birth_date", "sex", "nationalities"}

DATABASE = Database(
    code="travel_documents_under_notice",
    acronym="TDAWN",
    number=4,
    title=_("Travel documents of persons under a notice"),
    about=_(
        "The passports and identity cards of persons under a notice or diffusion. The document "
        "itself is valid; each row lives and dies with its notice."
    ),
    fields=(
        *copied(PAPERS),
        *copied(
            (
                Field("colour", kinds.one_of(COLOURS), _("Colour")),
                Field("control_number", kinds.reference_number, _("Control number")),
                Field("entity_id", kinds.reference_number, _("Entity id")),
                Field("valid_until", kinds.day, _("Valid until")),
            )
        ),
        *copied(field for field in IDENTITY if field.name in HOLDER),
    ),
    keys=(
        Key(SubjectKind.DOCUMENT, ("number", "issuing_country")),
        Key(SubjectKind.DOCUMENT, ("number",), gives=Verdict.POSSIBLE),
    ),
    compares={"document_type": "document_type"},
    card=(
        *("colour", "control_number", "entity_id", "number", "issuing_country", "document_type"),
        *("names", "birth_date", "sex", "nationalities"),
    ),
    action=Wording(
        _(
            "The document is valid; its holder is the subject of a notice of %(owner)s. Check that "
            "the bearer is the holder and contact your national bureau before any measure."
        ),
        by="colour",
        choices={
            "blue": _(
                "The document is valid; %(owner)s seeks information about its holder. Do not hold "
                "the bearer. Note identity, address and travel, and contact your national bureau."
            ),
            "yellow": _(
                "The document is valid; its holder is missing. Bring a child to safety; do not "
                "tell anybody where an adult is without the adult's consent. Contact your national "
                "bureau."
            ),
        },
    ),
    written_by=Writer.DERIVED,
    derived_from=("notices", "persons"),
    expires="valid_until",
    asked_by=FIRST_LINE,
    asked_for=POLICING,
    purposes=tuple(Purpose),
    default_purposes=DefaultPurposes((Purpose.WANTED_ARREST,)),
    retention=Retention(5),
    has_personal_data=True,
)
