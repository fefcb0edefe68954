"""Persons that the other databases speak of: wanted, missing, unidentified. Source: domain §1.1."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import BUREAUS, INVESTIGATING
from entraide.engine.schema.database import (
    Database,
    DefaultPurposes,
    Field,
    Key,
    NameSearch,
    Retention,
    Wording,
)
from entraide.engine.schema.identity import COMPARED, IDENTITY, PAPER
from entraide.engine.schema.record_checks import in_order, needs_one_of, not_in_future
from entraide.engine.schema.vocabulary import Purpose, SubjectKind, Verdict, Writer
from entraide.language import _

PARTIES = {
    "person": _("Person"),
    "body": _("Unidentified body"),
    "organisation": _("Organisation under sanctions"),
}
PARENT = kinds.group(
    Field("relation", kinds.one_of({"father": _("Father"), "mother": _("Mother")}), _("Relation")),
    Field("name", kinds.person_name, _("Name"), required=True),
)
HEALTH = {
    "contagious": _("Contagious"),
    "suicidal": _("Suicidal"),
    "drug_dependent": _("Drug dependent"),
}
DOCUMENT, CONTACT = SubjectKind.DOCUMENT, SubjectKind.CONTACT
WHOLE_NUMBER = ("number", "issuing_country")

DATABASE = Database(
    code="persons",
    acronym="NOMINAL",
    number=1,
    title=_("Persons"),
    about=_(
        "The file of each person whom a bureau seeks, misses or cannot identify. Notices and "
        "diffusions hang on it; the front line meets it only through them."
    ),
    fields=(
        Field("entity_id", kinds.reference_number, _("Entity id")),
        Field("kind", kinds.one_of(PARTIES), _("Kind"), personal=True),
        *IDENTITY,
        Field("documents", PAPER, _("Identity documents"), many=40, personal=True),
        Field("parents", PARENT, _("Parents"), many=4, personal=True),
        Field("phones", kinds.phone, _("Telephone numbers"), many=40, personal=True),
        Field("emails", kinds.email, _("E-mail addresses"), many=40, personal=True),
        Field("accounts", kinds.account, _("Accounts"), many=40, personal=True),
        Field("addresses", kinds.short_text, _("Addresses"), many=20, personal=True),
        Field("occupation", kinds.short_text, _("Occupation"), personal=True),
        Field("languages", kinds.language_code, _("Languages"), many=20, personal=True),
        Field(
            "height", kinds.decimal_number(0.2, 2.8, "m", places=3), _("Body height"), personal=True
        ),
        Field("weight", kinds.decimal_number(0.5, 400, "kg"), _("Weight"), personal=True),
        Field("eyes", kinds.eye_colour, _("Eyes"), many=3, personal=True),
        Field("hair", kinds.hair_colour, _("Hair"), many=3, personal=True),
        Field("marks", kinds.long_text, _("Distinguishing marks"), personal=True),
        Field("photos", kinds.url, _("Addresses of photographs"), many=20, personal=True),
        Field("health", kinds.several_of(HEALTH), _("Health risks"), personal=True, sensitive=True),
        Field("likely_in", kinds.country, _("Countries likely visited"), many=40, personal=True),
        Field("offences", kinds.offence, _("Offences"), many=20, personal=True),
        Field("died_on", kinds.partial_date, _("Date of death"), personal=True),
        Field("remarks", kinds.long_text, _("Remarks"), personal=True),
    ),
    keys=(
        Key(DOCUMENT, ("documents.number", "documents.issuing_country"), WHOLE_NUMBER),
        Key(DOCUMENT, ("documents.number",), ("number",), gives=Verdict.POSSIBLE),
        Key(CONTACT, ("phones",), ("phone",), gives=Verdict.POSSIBLE),
        Key(CONTACT, ("emails",), ("email",), gives=Verdict.POSSIBLE),
        Key(CONTACT, ("accounts",), ("account",), gives=Verdict.POSSIBLE),
        Key(SubjectKind.REFERENCE, ("entity_id",), ("reference",)),
    ),
    names=NameSearch(),
    compares=COMPARED,
    card=("entity_id", "status", "names", "birth_date", "sex", "nationalities", "cautions"),
    action=Wording(
        _(
            "This person is on file with %(owner)s. This is not a request to hold anybody: contact "
            "your national bureau, which knows what is asked."
        )
    ),
    written_by=Writer.ANY_BUREAU,
    asked_by=BUREAUS,
    asked_for=INVESTIGATING,
    purposes=(
        *(Purpose.CRIMINAL_INVESTIGATION_INFO, Purpose.WANTED_ARREST, Purpose.LOCATE),
        *(Purpose.WARN, Purpose.IDENTIFY, Purpose.THREAT_ANALYSIS, Purpose.SECURITY_CHECK),
    ),
    default_purposes=DefaultPurposes(
        (Purpose.CRIMINAL_INVESTIGATION_INFO,),
        by="status",
        choices={
            "convicted": (Purpose.WANTED_ARREST,),
            "charged": (Purpose.WANTED_ARREST,),
            "missing": (Purpose.LOCATE, Purpose.IDENTIFY),
            "unable_to_identify": (Purpose.IDENTIFY,),
            "deceased": (Purpose.IDENTIFY,),
            "possible_threat": (Purpose.WARN,),
            "sanctioned_un": (Purpose.SECURITY_CHECK, Purpose.WARN),
        },
    ),
    retention=Retention(5),
    checks=(
        needs_one_of("names", "documents", "phones", "emails", "accounts", "marks", "entity_id"),
        in_order("birth_date", "died_on"),
        not_in_future("birth_date", "died_on"),
    ),
    has_personal_data=True,
    expects={"birth_date": 0.85, "nationalities": 0.8, "sex": 0.9},
)
