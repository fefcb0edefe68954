"""Stolen works of art and cultural objects. Source: domain §1.10; fields after Object ID."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import KEPT_AS_PROPERTY, POLICING, PROPERTY, SECOND_LINE
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.record_checks import needs_one_of
from entraide.engine.schema.vocabulary import SubjectKind, Verdict, Writer
from entraide.language import _

TYPES = {
    "painting": _("Painting"),
    "sculpture": _("Sculpture"),
    "drawing_print": _("Drawing or print"),
    "photograph": _("Photograph"),
    "furniture": _("Furniture"),
    "ceramics": _("Ceramics"),
    "glass": _("Glass"),
    "metalwork": _("Gold, silver and other metal"),
    "coins_medals": _("Coins and medals"),
    "textile": _("Textile or carpet"),
    "religious": _("Religious object"),
    "icon": _("Icon"),
    "archaeological": _("Archaeological object"),
    "manuscript_book": _("Manuscript or book"),
    "arms": _("Arms and armour"),
    "clock": _("Clock or watch"),
    "instrument": _("Musical instrument"),
    "jewellery": _("Jewellery"),
    "other": _("Other"),
}
EVENTS = {
    "stolen": _("Stolen"),
    "missing": _("Gone missing"),
    "looted": _("Looted"),
    "owner_unknown": _("Found, owner unknown"),
}
ART, CM = SubjectKind.WORK_OF_ART, kinds.decimal_number(0.1, 10000, "cm")

DATABASE = Database(
    code="works_of_art",
    acronym="WOA",
    number=10,
    title=_("Stolen works of art"),
    about=_("Identifiable works of art and cultural objects: stolen, looted or missing."),
    fields=(
        Field("object_type", kinds.one_of(TYPES), _("Type of object"), required=True),
        Field("title", kinds.short_text, _("Title")),
        Field("maker", kinds.short_text, _("Maker")),
        Field("inventory_number", kinds.reference_number, _("Inventory number")),
        Field("subject", kinds.short_text, _("Subject")),
        Field("period", kinds.short_text, _("Date or period")),
        Field("materials", kinds.short_text, _("Materials and techniques")),
        Field("inscriptions", kinds.impersonal_text, _("Inscriptions and markings")),
        Field("features", kinds.impersonal_text, _("Distinguishing features")),
        Field("description", kinds.impersonal_text, _("Description")),
        Field("height_cm", CM, _("Height")),
        Field("width_cm", CM, _("Width")),
        Field("depth_cm", CM, _("Depth")),
        Field("diameter_cm", CM, _("Diameter")),
        Field("weight_kg", kinds.decimal_number(0.001, 100000, "kg"), _("Weight")),
        Field("picture_hash", kinds.perceptual_hash, _("Fingerprint of a picture")),
        Field("event", kinds.one_of(EVENTS), _("What happened"), required=True),
        Field("event_date", kinds.partial_date, _("Date of the event")),
        Field("event_place", kinds.short_text, _("Place of the event")),
        Field("event_country", kinds.country, _("Country of the event")),
    ),
    keys=(
        Key(ART, ("inventory_number", "title")),
        Key(ART, ("inventory_number",), gives=Verdict.POSSIBLE),
        Key(ART, ("title", "maker"), gives=Verdict.POSSIBLE),
        Key(ART, ("title",), gives=Verdict.POSSIBLE),
        Key(SubjectKind.REFERENCE, ("picture_hash",), ("reference",), gives=Verdict.POSSIBLE),
    ),
    compares={name: name for name in ("title", "maker", "object_type", "inventory_number")},
    card=(
        *("object_type", "title", "maker", "period", "materials", "inventory_number"),
        *("height_cm", "width_cm", "event", "event_date", "event_country"),
    ),
    action=Wording(
        _(
            "%(owner)s has reported such an object as stolen or missing. Keep it safe and dry, do "
            "not clean it, and contact your national bureau before any measure."
        )
    ),
    written_by=Writer.ANY_BUREAU,
    asked_by=SECOND_LINE,
    asked_for=POLICING,
    purposes=PROPERTY,
    default_purposes=KEPT_AS_PROPERTY,
    retention=Retention(50),
    checks=(needs_one_of("title", "inventory_number", "features", "description", "picture_hash"),),
    expects={"event_date": 0.7, "materials": 0.7},
)
