"""Digests of known child sexual exploitation material; never the material. Source: domain §1.14."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import CERTIFIED
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.record_checks import needs_one_of
from entraide.engine.schema.vocabulary import (
    Confidentiality,
    Purpose,
    SubjectKind,
    Verdict,
    Writer,
)
from entraide.language import _

MEDIA = {"image": _("Image"), "video": _("Video")}
CATEGORIES = {
    "baseline": _("Illegal everywhere"),
    "other": _("Illegal in some countries"),
    "non_illegal": _("Not illegal, part of a series"),
}
STATUSES = {
    "unidentified": _("Not identified"),
    "identified": _("Identified"),
    "distinguished": _("Distinguished, not identified"),
}
VICTIM = kinds.group(
    Field("code", kinds.reference_number, _("Code"), required=True),
    Field("status", kinds.one_of(STATUSES), _("Status"), required=True),
    Field("sex", kinds.sex, _("Sex")),
    Field("age_band", kinds.short_text, _("Age band")),
    Field("country", kinds.country, _("Country")),
)
OFFENDER = kinds.group(
    Field("code", kinds.reference_number, _("Code"), required=True),
    Field("status", kinds.one_of(STATUSES), _("Status"), required=True),
)
REFERENCE = SubjectKind.REFERENCE

DATABASE = Database(
    code="icse",
    acronym="ICSE",
    number=14,
    title=_("Child sexual exploitation: known files"),
    about=_(
        "Digests and descriptions of files, grouped in series, so that a child already found is "
        "not searched for again. No file is ever kept. For certified specialists only."
    ),
    fields=(
        Field("item", kinds.reference_number, _("Item"), required=True),
        Field("series", kinds.reference_number, _("Series")),
        Field("media", kinds.one_of(MEDIA), _("Medium"), required=True),
        Field("category", kinds.one_of(CATEGORIES), _("Category"), required=True),
        Field("md5", kinds.hash_hex("md5"), _("MD5 digest")),
        Field("sha1", kinds.hash_hex("sha1"), _("SHA-1 digest")),
        Field("sha256", kinds.hash_hex("sha256"), _("SHA-256 digest")),
        Field("picture_hash", kinds.perceptual_hash, _("Fingerprint of the picture")),
        Field("victim_status", kinds.one_of(STATUSES), _("Status of the victim")),
        Field("victims", VICTIM, _("Victims"), many=20, personal=True, sensitive=True),
        Field("offenders", OFFENDER, _("Offenders"), many=20, personal=True, sensitive=True),
        Field("clues", kinds.long_text, _("Clues to the place"), personal=True, sensitive=True),
        Field("source", kinds.short_text, _("Where it was found"), sensitive=True),
        Field("first_seen", kinds.partial_date, _("First seen")),
        Field("identified_in", kinds.country, _("Identified in")),
    ),
    keys=(
        *(Key(REFERENCE, (name,), ("reference",)) for name in ("sha256", "sha1", "md5", "item")),
        Key(REFERENCE, ("series",), ("reference",), gives=Verdict.POSSIBLE),
        Key(REFERENCE, ("picture_hash",), ("reference",), gives=Verdict.POSSIBLE),
    ),
    card=("item", "series", "media", "category", "victim_status", "identified_in", "first_seen"),
    action=Wording(
        _(
            "This file is known to %(owner)s. Do not copy it and do not look at it longer than "
            "needed. Contact your national bureau: the child may already be safe."
        )
    ),
    written_by=Writer.ANY_BUREAU,
    asked_by=CERTIFIED,
    asked_for=frozenset({Purpose.CRIMINAL_INVESTIGATION_INFO, Purpose.IDENTIFY, Purpose.FORENSIC}),
    purposes=(Purpose.IDENTIFY, Purpose.CRIMINAL_INVESTIGATION_INFO, Purpose.FORENSIC),
    retention=Retention(99),
    checks=(needs_one_of("sha256", "sha1", "md5", "picture_hash"),),
    confidentiality=Confidentiality.CONFIDENTIAL,
    has_personal_data=True,
    expects={"sha256": 0.5, "series": 0.5},
)
