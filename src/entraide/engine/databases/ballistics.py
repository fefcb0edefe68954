"""Fired bullets and cartridge cases: which are held where. No image. Source: domain §1.17."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import EXAMINED, EXAMINERS, EXAMINING
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.vocabulary import SubjectKind, Verdict, Writer
from entraide.language import _

EXHIBITS = {"cartridge_case": _("Cartridge case"), "bullet": _("Bullet")}
ORIGINS = {"scene": _("From a scene"), "test_fire": _("Test-fired")}
FIREARM = SubjectKind.FIREARM

DATABASE = Database(
    code="ballistics",
    acronym="IBIN",
    number=17,
    title=_("Ballistics"),
    about=_(
        "Fired bullets and cartridge cases whose marks bureaus can compare. A correlation is "
        "proposed by a machine and decided by an examiner."
    ),
    fields=(
        Field("code", kinds.reference_number, _("Code of the exhibit"), required=True),
        Field("exhibit", kinds.one_of(EXHIBITS), _("Exhibit"), required=True),
        Field("origin", kinds.one_of(ORIGINS), _("Origin"), required=True),
        Field("calibre", kinds.calibre, _("Calibre")),
        Field("serial_number", kinds.firearm_serial, _("Serial number of the firearm")),
        Field("make", kinds.make, _("Make")),
        Field("model", kinds.model, _("Model")),
        Field("quality", kinds.whole_number(0, 100), _("Quality")),
        Field("image_hash", kinds.hash_hex("sha256"), _("Digest of the image file")),
        Field("event_date", kinds.partial_date, _("Date of the event")),
        Field("event_country", kinds.country, _("Country of the event")),
        Field("offences", kinds.offence, _("Offences"), many=20),
        Field("case", kinds.reference_number, _("Case")),
    ),
    keys=(
        Key(SubjectKind.REFERENCE, ("code",), ("reference",)),
        Key(SubjectKind.REFERENCE, ("image_hash",), ("reference",)),
        Key(FIREARM, ("serial_number", "make"), gives=Verdict.POSSIBLE),
        Key(FIREARM, ("serial_number",), gives=Verdict.POSSIBLE),
    ),
    compares={name: name for name in ("make", "model", "calibre")},
    card=("code", "exhibit", "origin", "calibre", "make", "model", "event_date", "event_country"),
    action=Wording(
        _(
            "%(owner)s holds this exhibit. Ask your national bureau for a comparison, which an "
            "examiner confirms."
        )
    ),
    written_by=Writer.ANY_BUREAU,
    asked_by=EXAMINERS,
    asked_for=EXAMINING,
    purposes=EXAMINED,
    retention=Retention(30),
    expects={"calibre": 0.95, "event_date": 0.5},
)
