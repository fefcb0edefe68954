"""Fingerprints: which prints are held where. No image and no template. Source: domain §1.11."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import EXAMINED, EXAMINERS, EXAMINING
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.vocabulary import Level, Role, SubjectKind, Writer
from entraide.language import _

CATEGORIES = {
    "known_person": _("Known person"),
    "trace": _("Trace from a scene"),
    "missing_person": _("Missing person"),
    "unidentified_body": _("Unidentified body"),
}
IMPRESSIONS = {
    "rolled": _("Rolled"),
    "flat": _("Flat"),
    "latent": _("Latent"),
    "palm": _("Palm"),
}
REFERENCE = SubjectKind.REFERENCE

DATABASE = Database(
    code="fingerprints",
    acronym="AFIS",
    number=11,
    title=_("Fingerprints"),
    about=_(
        "References of prints and traces that bureaus hold: their codes, fingers and qualities. A "
        "comparison is proposed by a machine and decided by two examiners."
    ),
    fields=(
        Field("code", kinds.reference_number, _("Code of the print"), required=True),
        Field("category", kinds.one_of(CATEGORIES), _("Category"), required=True),
        Field("transaction", kinds.reference_number, _("Transaction number")),
        Field("person", kinds.reference_number, _("Reference of the person"), personal=True),
        Field("impression", kinds.one_of(IMPRESSIONS), _("Impression")),
        Field("positions", kinds.whole_number(0, 38), _("Finger positions"), many=20),
        Field("quality", kinds.whole_number(0, 100), _("Quality")),
        Field("resolution_ppi", kinds.whole_number(250, 4000, "ppi"), _("Resolution")),
        Field("image_hash", kinds.hash_hex("sha256"), _("Digest of the image file")),
        Field("taken_on", kinds.past_day, _("Taken on")),
        Field("taken_in", kinds.country, _("Taken in")),
        Field("offences", kinds.offence, _("Offences"), many=20, personal=True),
        Field("case", kinds.reference_number, _("Case")),
    ),
    keys=(
        Key(REFERENCE, ("code",), ("reference",)),
        Key(REFERENCE, ("transaction",), ("reference",)),
        Key(REFERENCE, ("image_hash",), ("reference",)),
    ),
    card=("code", "category", "impression", "positions", "quality", "taken_on", "taken_in"),
    action=Wording(
        _(
            "%(owner)s holds these prints. Nothing follows from a code alone: ask your national "
            "bureau for a comparison, which two examiners confirm."
        )
    ),
    written_by=Writer.ANY_BUREAU,
    asked_by={Role.SECOND_LINE: Level.CARD, **EXAMINERS},
    asked_for=EXAMINING,
    purposes=EXAMINED,
    retention=Retention(5, by="category", choices={"trace": 15, "unidentified_body": 15}),
    has_personal_data=True,
    expects={"quality": 0.9, "positions": 0.9},
)
