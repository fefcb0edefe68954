"""Lost, stolen, trafficked and smuggled firearms. Source: domain §1.15."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import FIRST_LINE, KEPT_AS_PROPERTY, POLICING, PROPERTY
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.terms import FIREARM_TYPES
from entraide.engine.schema.vocabulary import Level, Role, SubjectKind, Verdict, Writer
from entraide.language import _

STATUSES = {
    "lost": _("Lost"),
    "stolen": _("Stolen"),
    "trafficked": _("Trafficked"),
    "smuggled": _("Smuggled"),
}

DATABASE = Database(
    code="firearms",
    acronym="IARMS",
    number=15,
    title=_("Illicit firearms"),
    about=_(
        "Firearms reported lost, stolen, trafficked or smuggled. The same serial number occurs on "
        "arms of different makers: all of them are listed."
    ),
    fields=(
        Field("serial_number", kinds.firearm_serial, _("Serial number"), required=True),
        Field("make", kinds.make, _("Make")),
        Field("model", kinds.model, _("Model")),
        Field("calibre", kinds.calibre, _("Calibre")),
        Field("type", kinds.one_of(FIREARM_TYPES), _("Type of firearm")),
        Field("status", kinds.one_of(STATUSES), _("What happened"), required=True),
        Field("made_in", kinds.country, _("Country of manufacture")),
        Field("import_marks", kinds.short_text, _("Import marks")),
        Field("other_marks", kinds.short_text, _("Other markings")),
        Field("finish", kinds.short_text, _("Finish")),
        Field("barrel_mm", kinds.decimal_number(10, 3000, "mm"), _("Length of the barrel")),
        Field("capacity", kinds.whole_number(1, 500), _("Rounds it holds")),
        Field("year", kinds.whole_number(1800, 2100), _("Year of make")),
        Field("event_date", kinds.partial_date, _("Date of the event")),
        Field("event_country", kinds.country, _("Country of the event")),
        Field("circumstances", kinds.impersonal_text, _("Circumstances")),
    ),
    keys=(
        Key(SubjectKind.FIREARM, ("serial_number", "make")),
        Key(SubjectKind.FIREARM, ("serial_number",), gives=Verdict.POSSIBLE),
    ),
    compares={name: name for name in ("make", "model", "calibre")},
    card=(
        *("serial_number", "make", "model", "calibre", "type", "status"),
        *("made_in", "event_date", "event_country"),
    ),
    action=Wording(
        _(
            "%(owner)s has reported this firearm. Make it safe, keep prints and traces on it, and "
            "contact your national bureau before any measure. Have it test-fired for comparison."
        )
    ),
    written_by=Writer.ANY_BUREAU,
    asked_by={**FIRST_LINE, Role.CUSTOMS: Level.CARD},
    asked_for=POLICING,
    purposes=PROPERTY,
    default_purposes=KEPT_AS_PROPERTY,
    retention=Retention(30),
    expects={"make": 0.9, "calibre": 0.7, "event_date": 0.5},
)
