"""Genuine documents: the catalogue that a doubtful one is compared with. Source: domain §1.7."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import REFERENCE_WORK, SECOND_LINE
from entraide.engine.schema.database import Database, Field, Key, Retention, Wording
from entraide.engine.schema.record_checks import in_order
from entraide.engine.schema.terms import DOCUMENT_TYPES, LIGHTS
from entraide.engine.schema.vocabulary import Purpose, SubjectKind, Writer
from entraide.language import _

FEATURE = kinds.group(
    Field("page", kinds.short_text, _("Page")),
    Field("feature", kinds.short_text, _("Security feature"), required=True),
    Field("light", kinds.one_of(LIGHTS), _("Light")),
    Field("description", kinds.impersonal_text, _("Description")),
)

DATABASE = Database(
    code="genuine_documents",
    acronym="EDISON-TD",
    number=7,
    title=_("Genuine documents"),
    about=_(
        "What the genuine travel documents of each country look like: series, years, sizes and "
        "security features, page by page. A catalogue: a record here accuses nothing."
    ),
    fields=(
        Field("reference", kinds.reference_number, _("Reference"), required=True),
        Field("issuing_country", kinds.country, _("Issuing country"), required=True),
        Field("document_type", kinds.one_of(DOCUMENT_TYPES), _("Type of document"), required=True),
        Field("series", kinds.short_text, _("Series")),
        Field("number_pattern", kinds.short_text, _("Pattern of numbers")),
        Field("issued_from", kinds.partial_date, _("Issued from")),
        Field("issued_until", kinds.partial_date, _("Issued until")),
        Field("width_mm", kinds.decimal_number(20, 500, "mm"), _("Width")),
        Field("height_mm", kinds.decimal_number(20, 500, "mm"), _("Height")),
        Field("pages", kinds.whole_number(1, 200), _("Pages")),
        Field("features", FEATURE, _("Security features"), many=100),
        Field("remarks", kinds.impersonal_text, _("Remarks")),
    ),
    keys=(Key(SubjectKind.REFERENCE, ("reference",)),),
    card=("reference", "issuing_country", "document_type", "series", "issued_from", "issued_until"),
    action=Wording(
        _(
            "Compare the document with this description, feature by feature. In doubt, contact "
            "your national bureau."
        )
    ),
    written_by=Writer.ANY_BUREAU,
    asked_by=SECOND_LINE,
    asked_for=frozenset(Purpose),
    purposes=tuple(Purpose),
    default_purposes=REFERENCE_WORK,
    retention=Retention(10),
    checks=(in_order("issued_from", "issued_until"),),
    expects={"features": 0.8, "issued_from": 0.9},
)
