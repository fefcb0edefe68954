"""Faces: which pictures are held where. No picture and no template. Source: domain §1.12."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import EXAMINED, EXAMINERS, EXAMINING
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.vocabulary import Level, Role, SubjectKind, Verdict, Writer
from entraide.language import _

CATEGORIES = {
    "wanted_person": _("Wanted person"),
    "person_of_interest": _("Person of interest"),
    "missing_person": _("Missing person"),
    "unidentified_body": _("Unidentified body"),
}
POSES = {
    "frontal": _("Frontal"),
    "half_profile": _("Half profile"),
    "profile": _("Profile"),
    "other": _("Other"),
}
REFERENCE = SubjectKind.REFERENCE

DATABASE = Database(
    code="faces",
    acronym="FACE",
    number=12,
    title=_("Faces"),
    about=_(
        "References of facial images good enough to compare. A search gives candidates for an "
        "examiner, who says: potential candidate, no candidate or inconclusive."
    ),
    fields=(
        Field("code", kinds.reference_number, _("Code of the picture"), required=True),
        Field("category", kinds.one_of(CATEGORIES), _("Category"), required=True),
        Field("person", kinds.reference_number, _("Reference of the person"), personal=True),
        Field("pose", kinds.one_of(POSES), _("Pose")),
        Field("quality", kinds.whole_number(0, 100), _("Quality")),
        Field("eye_distance_px", kinds.whole_number(10, 5000, "px"), _("Distance of the eyes")),
        Field("image_hash", kinds.hash_hex("sha256"), _("Digest of the image file")),
        Field("picture_hash", kinds.perceptual_hash, _("Fingerprint of the picture")),
        Field("taken_on", kinds.partial_date, _("Taken on")),
        Field("taken_in", kinds.country, _("Taken in")),
        Field("case", kinds.reference_number, _("Case")),
    ),
    keys=(
        Key(REFERENCE, ("code",), ("reference",)),
        Key(REFERENCE, ("image_hash",), ("reference",)),
        Key(REFERENCE, ("picture_hash",), ("reference",), gives=Verdict.POSSIBLE),
    ),
    card=("code", "category", "pose", "quality", "taken_on", "taken_in"),
    action=Wording(
        _(
            "%(owner)s holds this picture. Nothing follows from a likeness alone: ask your "
            "national bureau for a comparison by an examiner."
        )
    ),
    written_by=Writer.ANY_BUREAU,
    asked_by={Role.SECOND_LINE: Level.CARD, **EXAMINERS},
    asked_for=EXAMINING,
    purposes=EXAMINED,
    retention=Retention(5),
    has_personal_data=True,
    expects={"quality": 0.95, "pose": 0.8},
)
