"""Notices and diffusions: requests and warnings about a person, an object or a way of working.

Identity fields are copied from the person by the act that writes the record (`derive.py`).
Source: domain §2.
"""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import FIRST_LINE, POLICING
from entraide.engine.schema.database import (
    Database,
    DefaultPurposes,
    Field,
    Key,
    NameSearch,
    Retention,
    Wording,
)
from entraide.engine.schema.identity import COMPARED, IDENTITY, copied
from entraide.engine.schema.notice_terms import ACTIONS, COLOURS, PROGRESS, PURPOSES
from entraide.engine.schema.record_checks import needs_one_of, needs_when, not_in_future
from entraide.engine.schema.vocabulary import Purpose, SubjectKind, Writer
from entraide.language import _

CIRCULATIONS = {"notice": _("Notice"), "diffusion": _("Diffusion")}
MEASURES = {
    "assets_freeze": _("Assets freeze"),
    "travel_ban": _("Travel ban"),
    "arms_embargo": _("Arms embargo"),
}
CHARGE = kinds.group(
    Field("offence", kinds.offence, _("Offence")),
    Field("text", kinds.long_text, _("Charge"), required=True),
    Field("translation", kinds.long_text, _("Translation of the charge")),
    Field("country", kinds.country, _("Charged in")),
    Field("law", kinds.short_text, _("Provision of law")),
    Field("penalty_years", kinds.decimal_number(0, 1000, "y"), _("Longest penalty")),
)
WARRANT = kinds.group(
    Field("number", kinds.reference_number, _("Reference")),
    Field("authority", kinds.short_text, _("Issued by")),
    Field("country", kinds.country, _("Country"), required=True),
    Field("issued_on", kinds.past_day, _("Date of issue")),
)
DATABASE = Database(
    code="notices",
    acronym="NOTICES",
    number=2,
    title=_("Notices and diffusions"),
    about=_(
        "Requests to find, warn of or identify someone, and alerts about objects and ways of "
        "working, each under a colour that says what is asked."
    ),
    fields=(
        Field("colour", kinds.one_of(COLOURS), _("Colour"), required=True),
        Field("circulation", kinds.one_of(CIRCULATIONS), _("Notice or diffusion"), required=True),
        Field("control_number", kinds.reference_number, _("Control number")),
        Field("entity_id", kinds.reference_number, _("Entity id")),
        Field("person", kinds.reference_number, _("Reference of the person"), personal=True),
        Field("subject", kinds.long_text, _("Object, threat or way of working")),
        *copied(IDENTITY),
        Field("charges", CHARGE, _("Charges"), many=20, personal=True),
        Field("warrants", WARRANT, _("Warrants"), many=20, personal=True),
        Field("related", kinds.reference_number, _("Related notices"), many=40, personal=True),
        Field("facts", kinds.long_text, _("Summary of facts"), personal=True),
        Field("event_date", kinds.partial_date, _("Date of the event")),
        Field("event_place", kinds.short_text, _("Place of the event")),
        Field("event_country", kinds.country, _("Country of the event")),
        Field("un_reference", kinds.reference_number, _("United Nations reference")),
        Field("un_resolution", kinds.short_text, _("United Nations resolution")),
        Field("measures", kinds.several_of(MEASURES), _("Measures")),
        Field("published_on", kinds.past_day, _("Published on")),
        Field("valid_until", kinds.day, _("Valid until")),
        Field("progress", kinds.one_of(PROGRESS), _("What became of it")),
        Field("public_extract", kinds.yes_no, _("May be shown to the public")),
    ),
    keys=(
        Key(SubjectKind.REFERENCE, ("control_number",), ("reference",)),
        Key(SubjectKind.REFERENCE, ("entity_id",), ("reference",)),
        Key(SubjectKind.REFERENCE, ("un_reference",), ("reference",)),
    ),
    names=NameSearch(),
    compares=COMPARED,
    card=(
        *("colour", "circulation", "progress"),
        *("control_number", "entity_id", "un_reference", "subject"),
        *("names", "birth_date", "sex", "nationalities", "status", "cautions", "measures"),
    ),
    action=Wording(
        _("%(owner)s asks for attention to this notice. Contact your national bureau."),
        by="colour",
        choices=ACTIONS,
    ),
    written_by=Writer.ANY_BUREAU,
    expires="valid_until",
    asked_by=FIRST_LINE,
    asked_for=POLICING | {Purpose.THREAT_ANALYSIS},
    purposes=(
        *(Purpose.WANTED_ARREST, Purpose.LOCATE, Purpose.CRIMINAL_INVESTIGATION_INFO),
        *(Purpose.WARN, Purpose.IDENTIFY, Purpose.SECURITY_CHECK, Purpose.BORDER_MANAGEMENT),
    ),
    default_purposes=DefaultPurposes(
        (Purpose.CRIMINAL_INVESTIGATION_INFO, Purpose.WARN), by="colour", choices=PURPOSES
    ),
    retention=Retention(5),
    checks=(
        needs_one_of("person", "subject"),
        needs_when("colour", frozenset({"red", "blue", "green", "yellow"}), "person"),
        needs_when("colour", frozenset({"orange", "purple", "woa"}), "subject"),
        needs_when("colour", frozenset({"un"}), "un_reference"),
        not_in_future("event_date"),
    ),
    has_personal_data=True,
    expects={"valid_until": 0.9, "published_on": 0.9},
)
