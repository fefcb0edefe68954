"""The firearms reference table: makes, models and calibres as marked. Source: domain §1.16."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import FIRST_LINE, REFERENCE_WORK
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.record_checks import in_order
from entraide.engine.schema.terms import FIREARM_TYPES
from entraide.engine.schema.vocabulary import Level, Purpose, Role, SubjectKind, Verdict, Writer
from entraide.language import _

DATABASE = Database(
    code="firearms_reference",
    acronym="IFRT",
    number=16,
    title=_("Firearms reference table"),
    about=_(
        "What firearms exist: make, model, calibre, maker's marks and years, to describe an arm "
        "before it is asked about. A catalogue: a record here accuses nothing."
    ),
    fields=(
        Field("reference", kinds.reference_number, _("Reference"), required=True),
        Field("make", kinds.make, _("Make"), required=True),
        Field("model", kinds.model, _("Model"), required=True),
        Field("calibres", kinds.calibre, _("Calibres"), many=40),
        Field("type", kinds.one_of(FIREARM_TYPES), _("Type of firearm")),
        Field("action", kinds.short_text, _("Action")),
        Field("made_in", kinds.country, _("Country of manufacture")),
        Field("made_from", kinds.partial_date, _("Made from")),
        Field("made_until", kinds.partial_date, _("Made until")),
        Field("marking_places", kinds.short_text, _("Where it is marked")),
        Field("serial_pattern", kinds.short_text, _("Pattern of serial numbers")),
        Field("variant_of", kinds.short_text, _("Variant of")),
        Field("remarks", kinds.impersonal_text, _("Remarks")),
    ),
    keys=(
        Key(SubjectKind.REFERENCE, ("reference",)),
        Key(SubjectKind.FIREARM, ("model", "make"), gives=Verdict.NO_HIT),
    ),
    card=("reference", "make", "model", "calibres", "type", "made_in", "serial_pattern"),
    action=Wording(
        _(
            "Describe the firearm with these words, then ask about its serial number. In doubt, "
            "contact your national bureau."
        )
    ),
    written_by=Writer.SECRETARIAT,
    asked_by={**FIRST_LINE, Role.FORENSIC: Level.FULL, Role.CUSTOMS: Level.FULL},
    asked_for=frozenset(Purpose),
    purposes=tuple(Purpose),
    default_purposes=REFERENCE_WORK,
    retention=Retention(99),
    checks=(in_order("made_from", "made_until"),),
    expects={"calibres": 0.9, "type": 0.9},
)
