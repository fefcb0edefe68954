"""Stolen and lost travel documents. No holder is ever named. Source: domain §1.3."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import FIRST_LINE, KEPT_AS_PROPERTY, POLICING, PROPERTY
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.record_checks import in_order, number_range
from entraide.engine.schema.terms import DOCUMENT_TYPES
from entraide.engine.schema.vocabulary import Level, Role, SubjectKind, Verdict, Writer
from entraide.language import _

FRAUD_TYPES = {
    "stolen_blank": _("Stolen blank"),
    "stolen": _("Stolen from its holder"),
    "lost": _("Lost"),
    "revoked": _("Revoked"),
    "invalid": _("Invalid"),
}

DATABASE = Database(
    code="travel_documents",
    acronym="SLTD",
    number=3,
    title=_("Stolen and lost travel documents"),
    about=_(
        "Passports, identity cards, visas and other travel documents that their issuing country "
        "has declared stolen, lost, revoked or invalid. It holds no names: the rightful holder of "
        "a lost document is nobody's suspect."
    ),
    fields=(
        Field("number", kinds.document_number, _("Document number"), required=True),
        Field(
            "number_until",
            kinds.document_number,
            _("Last number of the lot"),
            help=_("Only for lots of stolen blanks: at most 10,000 numbers a record."),
        ),
        Field("issuing_country", kinds.country, _("Issuing country"), required=True),
        Field("document_type", kinds.one_of(DOCUMENT_TYPES), _("Type of document"), required=True),
        Field("fraud_type", kinds.one_of(FRAUD_TYPES), _("Reason"), required=True),
        Field("lost_on", kinds.past_day, _("Date of loss or theft")),
        Field("theft_country", kinds.country, _("Country of loss or theft")),
        Field("issued_on", kinds.past_day, _("Date of issue")),
        Field("expires_on", kinds.day, _("Date of expiry")),
        Field(
            "remarks",
            kinds.impersonal_text,
            _("Remarks"),
            help=_("Nothing about the holder or any other person."),
        ),
    ),
    keys=(
        Key(SubjectKind.DOCUMENT, ("number", "issuing_country"), until="number_until"),
        Key(
            SubjectKind.DOCUMENT,
            ("number",),
            gives=Verdict.POSSIBLE,
            until="number_until",
            only_for=frozenset({Role.SECOND_LINE, Role.BUREAU, Role.SECRETARIAT}),
        ),
    ),
    compares={"document_type": "document_type"},
    card=("number", "issuing_country", "document_type", "fraud_type", "lost_on", "expires_on"),
    action=Wording(
        _(
            "%(owner)s has declared this document as no longer valid. Contact your national bureau "
            "before any measure. The bearer may be the rightful holder: verify the identity."
        ),
        by="fraud_type",
        choices={
            "stolen_blank": _(
                "%(owner)s has declared this document as stolen before it was issued: nobody is "
                "its rightful holder. Contact your national bureau before any measure. Keep the "
                "document if your law allows it."
            ),
            "revoked": _(
                "%(owner)s has revoked this document. Contact your national bureau before any "
                "measure. The bearer may not know of it: verify the identity."
            ),
        },
    ),
    written_by=Writer.COUNTRY_IN_FIELD,
    country_field="issuing_country",
    asked_by={**FIRST_LINE, Role.CARRIER: Level.YES_NO},
    asked_for=POLICING,
    purposes=PROPERTY,
    default_purposes=KEPT_AS_PROPERTY,
    retention=Retention(10),
    checks=(
        number_range("number", "number_until", kinds.document_number),
        in_order("issued_on", "lost_on"),
        in_order("issued_on", "expires_on"),
    ),
    expects={"lost_on": 0.5, "theft_country": 0.3},
)
