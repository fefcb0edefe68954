"""Alerts on counterfeit and falsified documents. Source: domain §1.6."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import KEPT_AS_PROPERTY, POLICING, PROPERTY, SECOND_LINE
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.terms import DOCUMENT_TYPES, LIGHTS
from entraide.engine.schema.vocabulary import SubjectKind, Verdict, Writer
from entraide.language import _

METHODS = {
    "counterfeit": _("Counterfeit: made from nothing"),
    "forgery": _("Forgery: a genuine document changed"),
    "pseudo": _("Pseudo document: no state issues it"),
    "fraudulently_obtained": _("Genuine, obtained by fraud"),
    "impostor": _("Genuine, used by an impostor"),
}
FINDING = kinds.group(
    Field("page", kinds.short_text, _("Page")),
    Field("feature", kinds.short_text, _("Security feature"), required=True),
    Field("light", kinds.one_of(LIGHTS), _("Light")),
    Field("finding", kinds.impersonal_text, _("What is wrong with it"), required=True),
)

DATABASE = Database(
    code="counterfeit_alerts",
    acronym="DIAL-DOC",
    number=6,
    title=_("Counterfeit document alerts"),
    about=_(
        "What examiners found on false documents lately: which document they imitate, how they "
        "were made, and by what they are told from genuine ones."
    ),
    fields=(
        Field("reference", kinds.reference_number, _("Alert number"), required=True),
        Field("document_type", kinds.one_of(DOCUMENT_TYPES), _("Type of document"), required=True),
        Field("imitated_country", kinds.country, _("Imitated country"), required=True),
        Field("method", kinds.one_of(METHODS), _("How it was made"), required=True),
        Field("numbers", kinds.document_number, _("Numbers seen on such documents"), many=100),
        Field("series", kinds.short_text, _("Series or pattern of numbers")),
        Field("findings", FINDING, _("Findings"), many=40),
        Field("detected_on", kinds.past_day, _("Detected on")),
        Field("detected_in", kinds.country, _("Detected in")),
        Field("detected_at", kinds.short_text, _("Place of detection")),
        Field("route", kinds.short_text, _("Route")),
        Field("text", kinds.impersonal_text, _("Alert")),
    ),
    keys=(
        Key(
            SubjectKind.DOCUMENT,
            ("numbers", "imitated_country"),
            ("number", "issuing_country"),
            gives=Verdict.POSSIBLE,
        ),
        Key(SubjectKind.REFERENCE, ("reference",)),
    ),
    compares={"document_type": "document_type"},
    card=(
        *("reference", "document_type", "imitated_country", "method", "series", "detected_on"),
        *("detected_in", "text"),
    ),
    action=Wording(
        _(
            "False documents with this number were seen by %(owner)s. Compare the document with "
            "the alert, have it examined, and contact your national bureau before any measure."
        )
    ),
    written_by=Writer.ANY_BUREAU,
    asked_by=SECOND_LINE,
    asked_for=POLICING,
    purposes=PROPERTY,
    default_purposes=KEPT_AS_PROPERTY,
    retention=Retention(10),
    expects={"detected_on": 0.9, "findings": 0.7},
)
