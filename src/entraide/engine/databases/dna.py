"""DNA profiles under codes that say nothing of whose they are. Source: domain §1.13."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import EXAMINED, EXAMINERS, EXAMINING
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.vocabulary import Confidentiality, SubjectKind, Writer
from entraide.language import _

CATEGORIES = {
    "suspect": _("Suspect"),
    "convicted": _("Convicted person"),
    "crime_scene": _("Stain from a scene"),
    "missing_person": _("Missing person"),
    "relative": _("Relative of a missing person"),
    "unidentified_body": _("Unidentified body"),
}
LOCUS = kinds.group(
    Field("locus", kinds.short_text, _("Locus"), required=True),
    Field("first", kinds.short_text, _("First allele"), required=True),
    Field("second", kinds.short_text, _("Second allele")),
)
UNKNOWN_YEARS = 15  # for whoever has no name yet; Source: domain §1.13

DATABASE = Database(
    code="dna",
    acronym="DNA",
    number=13,
    title=_("DNA profiles"),
    about=_(
        "Profiles under a code of their owner's, who alone knows whose they are. Relatives of the "
        "missing are compared with bodies only."
    ),
    fields=(
        Field("code", kinds.reference_number, _("Code of the profile"), required=True),
        Field("category", kinds.one_of(CATEGORIES), _("Category"), required=True),
        Field("kit", kinds.short_text, _("Kit")),
        Field("loci", LOCUS, _("Loci"), many=60, sensitive=True),
        Field("loci_count", kinds.whole_number(1, 60), _("Number of loci"), required=True),
        Field("laboratory", kinds.short_text, _("Laboratory")),
        Field("analysed_on", kinds.past_day, _("Analysed on")),
        Field("collected_in", kinds.country, _("Collected in")),
        Field("consent", kinds.yes_no, _("The relative agreed in writing")),
        Field("case", kinds.reference_number, _("Case")),
    ),
    keys=(Key(SubjectKind.REFERENCE, ("code",), ("reference",)),),
    card=("code", "category", "kit", "loci_count", "analysed_on", "collected_in"),
    action=Wording(
        _(
            "%(owner)s holds a profile under this code. Ask your national bureau for a comparison, "
            "which an examiner confirms."
        )
    ),
    written_by=Writer.ANY_BUREAU,
    asked_by=EXAMINERS,
    asked_for=EXAMINING,
    purposes=EXAMINED,
    retention=Retention(
        5,
        by="category",
        choices=dict.fromkeys(("crime_scene", "unidentified_body"), UNKNOWN_YEARS),
    ),
    confidentiality=Confidentiality.RESTRICTED,
    expects={"kit": 0.7},
)
