"""Stolen administrative documents: registration papers, licences, plates. Source: domain §1.5."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import FIRST_LINE, KEPT_AS_PROPERTY, POLICING, PROPERTY
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.record_checks import number_range
from entraide.engine.schema.vocabulary import Role, SubjectKind, Verdict, Writer
from entraide.language import _

PAPERS = {
    "registration": _("Vehicle registration"),
    "driving_licence": _("Driving licence"),
    "export": _("Export certificate"),
    "insurance": _("Insurance certificate"),
    "plate": _("Number plate"),
    "civil_status": _("Civil status form"),
    "other": _("Other"),
}

DATABASE = Database(
    code="administrative_documents",
    acronym="SAD",
    number=5,
    title=_("Stolen administrative documents"),
    about=_(
        "Vehicle papers, driving licences, plates and blank forms that their issuing country has "
        "declared stolen or lost. It holds no names."
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
        Field("document_type", kinds.one_of(PAPERS), _("Type of document"), required=True),
        Field("is_blank", kinds.yes_no, _("Stolen before it was issued")),
        Field("vin", kinds.vin, _("Vehicle identification number")),
        Field("stolen_on", kinds.past_day, _("Date of loss or theft")),
        Field("theft_country", kinds.country, _("Country of loss or theft")),
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
        Key(SubjectKind.VEHICLE, ("vin",), gives=Verdict.POSSIBLE),
    ),
    compares={"document_type": "document_type"},
    card=("number", "issuing_country", "document_type", "is_blank", "vin", "stolen_on"),
    action=Wording(
        _(
            "%(owner)s has declared this document as stolen or lost. Contact your national bureau "
            "before any measure, and check the vehicle that belongs to it."
        )
    ),
    written_by=Writer.COUNTRY_IN_FIELD,
    country_field="issuing_country",
    asked_by=FIRST_LINE,
    asked_for=POLICING,
    purposes=PROPERTY,
    default_purposes=KEPT_AS_PROPERTY,
    retention=Retention(10),
    checks=(number_range("number", "number_until", kinds.document_number),),
    expects={"stolen_on": 0.5},
)
