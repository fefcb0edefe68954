"""Stolen vessels, boats and their engines. Source: domain §1.9."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import FIRST_LINE, KEPT_AS_PROPERTY, POLICING, PROPERTY
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.record_checks import needs_one_of
from entraide.engine.schema.terms import COLOURS
from entraide.engine.schema.vocabulary import SubjectKind, Verdict, Writer
from entraide.language import _

TYPES = {
    "sailing": _("Sailing boat"),
    "motorboat": _("Motor boat"),
    "inflatable": _("Inflatable boat"),
    "jet_ski": _("Jet ski"),
    "fishing": _("Fishing vessel"),
    "cargo": _("Cargo vessel"),
    "tanker": _("Tanker"),
    "passenger": _("Passenger vessel"),
    "tug": _("Tug"),
    "engine": _("Engine alone"),
    "other": _("Other"),
}
ENGINE = kinds.group(
    Field("number", kinds.engine_number, _("Engine number"), required=True),
    Field("make", kinds.make, _("Make")),
    Field("power_hp", kinds.decimal_number(0.5, 150000, "hp"), _("Power")),
)
VESSEL = SubjectKind.VESSEL

DATABASE = Database(
    code="vessels",
    acronym="SV",
    number=9,
    title=_("Stolen vessels"),
    about=_("Vessels, boats and boat engines reported stolen. It names no owner and no crew."),
    fields=(
        Field("hin", kinds.hin, _("Hull identification number")),
        Field("imo", kinds.imo, _("IMO number")),
        Field("mmsi", kinds.mmsi, _("MMSI")),
        Field("call_sign", kinds.call_sign, _("Call sign")),
        Field("registration", kinds.reference_number, _("Registration")),
        Field("flag", kinds.country, _("Flag")),
        Field("vessel_name", kinds.vessel_name, _("Name of the vessel")),
        Field("port", kinds.short_text, _("Home port")),
        Field("type", kinds.one_of(TYPES), _("Type of vessel"), required=True),
        Field("make", kinds.make, _("Builder")),
        Field("model", kinds.model, _("Model")),
        Field("length_m", kinds.decimal_number(1, 500, "m"), _("Length")),
        Field("hull_material", kinds.short_text, _("Material of the hull")),
        Field("colour", kinds.one_of(COLOURS), _("Colour")),
        Field("year", kinds.whole_number(1800, 2100), _("Year of build")),
        Field("engines", ENGINE, _("Engines"), many=12),
        Field("theft_date", kinds.past_day, _("Date of theft")),
        Field("theft_country", kinds.country, _("Country of theft"), required=True),
        Field("remarks", kinds.impersonal_text, _("Remarks")),
    ),
    keys=(
        Key(VESSEL, ("imo",)),
        Key(VESSEL, ("hin",)),
        Key(VESSEL, ("mmsi",)),
        Key(VESSEL, ("registration", "flag")),
        Key(VESSEL, ("registration",), gives=Verdict.POSSIBLE),
        Key(VESSEL, ("call_sign",), gives=Verdict.POSSIBLE),
        Key(VESSEL, ("engines.number",), ("engine_number",), gives=Verdict.POSSIBLE),
        Key(VESSEL, ("vessel_name", "flag"), gives=Verdict.POSSIBLE),
    ),
    compares={name: name for name in ("imo", "hin", "mmsi", "call_sign", "vessel_name", "flag")},
    card=(
        *("imo", "hin", "mmsi", "call_sign", "registration", "vessel_name", "flag", "type"),
        *("make", "model", "length_m", "colour", "theft_date", "theft_country"),
    ),
    action=Wording(
        _(
            "%(owner)s has reported this vessel or engine as stolen. Check the number on the hull "
            "or the engine block: a name is easily painted over. Contact your national bureau "
            "before any measure."
        )
    ),
    written_by=Writer.ANY_BUREAU,
    asked_by=FIRST_LINE,
    asked_for=POLICING,
    purposes=PROPERTY,
    default_purposes=KEPT_AS_PROPERTY,
    retention=Retention(10),
    checks=(
        needs_one_of(
            *("imo", "hin", "mmsi", "call_sign", "registration", "engines.number", "vessel_name")
        ),
    ),
    expects={"theft_date": 0.8, "type": 1.0},
)
