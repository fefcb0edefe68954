"""Stolen motor vehicles, their parts, and freight containers. Source: domain §1.8."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import FIRST_LINE, KEPT_AS_PROPERTY, POLICING, PROPERTY
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.record_checks import needs_one_of
from entraide.engine.schema.terms import COLOURS
from entraide.engine.schema.vocabulary import SubjectKind, Verdict, Writer
from entraide.language import _

BODIES = {
    "car": _("Car"),
    "van": _("Van"),
    "lorry": _("Lorry"),
    "bus": _("Bus"),
    "motorcycle": _("Motorcycle"),
    "trailer": _("Trailer"),
    "caravan": _("Caravan or mobile home"),
    "agricultural": _("Agricultural machine"),
    "construction": _("Construction machine"),
    "container": _("Freight container"),
    "part": _("Part of a vehicle"),
    "other": _("Other"),
}
MANNERS = {
    "theft": _("Theft"),
    "robbery": _("Robbery"),
    "fraud": _("Fraud"),
    "embezzlement": _("Embezzlement"),
}
VEHICLE = SubjectKind.VEHICLE

DATABASE = Database(
    code="vehicles",
    acronym="SMV",
    number=8,
    title=_("Stolen vehicles"),
    about=_(
        "Vehicles, identifiable parts and freight containers reported stolen by the country of the "
        "theft. It holds no names of owners or drivers."
    ),
    fields=(
        Field("vin", kinds.vin, _("Vehicle identification number")),
        Field("plate", kinds.plate, _("Number plate")),
        Field("plate_country", kinds.country, _("Country of the plate")),
        Field("engine_number", kinds.engine_number, _("Engine number")),
        Field("gearbox_number", kinds.engine_number, _("Gearbox number")),
        Field("container_number", kinds.container_number, _("Container number")),
        Field("registration_document", kinds.document_number, _("Registration document")),
        Field("body", kinds.one_of(BODIES), _("Kind of vehicle"), required=True),
        Field("make", kinds.make, _("Make")),
        Field("model", kinds.model, _("Model")),
        Field("colour", kinds.one_of(COLOURS), _("Colour")),
        Field("year", kinds.whole_number(1885, 2100), _("Year of make")),
        Field("first_registered_in", kinds.country, _("Country of first registration")),
        Field("manner", kinds.one_of(MANNERS), _("How it was taken")),
        Field("theft_date", kinds.past_day, _("Date of theft"), required=True),
        Field("theft_country", kinds.country, _("Country of theft"), required=True),
        Field("remarks", kinds.impersonal_text, _("Remarks")),
    ),
    keys=(
        Key(VEHICLE, ("vin",)),
        Key(VEHICLE, ("plate", "plate_country")),
        Key(VEHICLE, ("plate",), gives=Verdict.POSSIBLE),
        Key(VEHICLE, ("engine_number", "make")),
        Key(VEHICLE, ("engine_number",), gives=Verdict.POSSIBLE),
        Key(SubjectKind.CONTAINER, ("container_number",)),
    ),
    compares={field: field for field in ("vin", "plate", "make", "model", "colour")},
    card=(
        *("vin", "plate", "plate_country", "engine_number", "container_number"),
        *("body", "make", "model", "colour", "year", "theft_date", "theft_country"),
    ),
    action=Wording(
        _(
            "%(owner)s has reported this vehicle as stolen. Check the identification number struck "
            "into the chassis: a plate alone proves nothing. Contact your national bureau before "
            "any measure."
        ),
        by="body",
        choices={
            "container": _(
                "%(owner)s has reported this container as stolen. Do not open it alone. Contact "
                "your national bureau before any measure."
            ),
        },
    ),
    written_by=Writer.COUNTRY_IN_FIELD,
    country_field="theft_country",
    asked_by=FIRST_LINE,
    asked_for=POLICING,
    purposes=PROPERTY,
    default_purposes=KEPT_AS_PROPERTY,
    retention=Retention(10),
    checks=(needs_one_of("vin", "plate", "engine_number", "gearbox_number", "container_number"),),
    expects={"vin": 0.7, "plate": 0.6, "make": 0.9},
)
