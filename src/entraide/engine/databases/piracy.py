"""Maritime piracy: persons, telephones, accounts, vessels and incidents. Source: domain §1.18."""

from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.access import BUREAUS, INVESTIGATING
from entraide.engine.schema.database import Database, Field, Key, NameSearch, Retention, Wording
from entraide.engine.schema.identity import COMPARED, IDENTITY, PAPER
from entraide.engine.schema.record_checks import needs_one_of, not_in_future
from entraide.engine.schema.vocabulary import (
    Confidentiality,
    Level,
    Purpose,
    Role,
    SubjectKind,
    Verdict,
    Writer,
)
from entraide.language import _

KINDS = {
    "person": _("Person"),
    "group": _("Group"),
    "incident": _("Incident"),
    "vessel": _("Vessel"),
    "contact": _("Telephone or account"),
}
PARTS = {
    "pirate": _("Pirate"),
    "leader": _("Leader"),
    "financier": _("Financier"),
    "negotiator": _("Negotiator"),
    "facilitator": _("Facilitator"),
    "victim": _("Victim"),
    "witness": _("Witness"),
}
WHO = {field.name: field for field in IDENTITY}
CONTACT, VESSEL = SubjectKind.CONTACT, SubjectKind.VESSEL

DATABASE = Database(
    code="piracy",
    acronym="PIRACY",
    number=18,
    title=_("Maritime piracy"),
    about=_(
        "What is known of piracy at sea: who took part, the telephones and accounts used for "
        "ransoms, the vessels taken and the incidents that connect them."
    ),
    fields=(
        Field("kind", kinds.one_of(KINDS), _("Kind"), required=True),
        Field("incident", kinds.reference_number, _("Incident")),
        Field("part", kinds.one_of(PARTS), _("Part in it"), personal=True),
        *(WHO[name] for name in ("names", "birth_date", "sex", "nationalities")),
        Field("documents", PAPER, _("Identity documents"), many=20, personal=True),
        Field("phones", kinds.phone, _("Telephone numbers"), many=40, personal=True),
        Field("accounts", kinds.account, _("Accounts"), many=40, personal=True),
        Field("imo", kinds.imo, _("IMO number")),
        Field("mmsi", kinds.mmsi, _("MMSI")),
        Field("vessel_name", kinds.vessel_name, _("Name of the vessel")),
        Field("flag", kinds.country, _("Flag")),
        Field("event_date", kinds.partial_date, _("Date of the event")),
        Field("event_place", kinds.short_text, _("Place of the event")),
        Field("remarks", kinds.long_text, _("Remarks"), personal=True),
    ),
    keys=(
        Key(CONTACT, ("phones",), ("phone",)),
        Key(CONTACT, ("accounts",), ("account",)),
        Key(
            SubjectKind.DOCUMENT,
            ("documents.number", "documents.issuing_country"),
            ("number", "issuing_country"),
        ),
        Key(VESSEL, ("imo",), gives=Verdict.POSSIBLE),
        Key(VESSEL, ("mmsi",), gives=Verdict.POSSIBLE),
        Key(SubjectKind.REFERENCE, ("incident",), ("reference",)),
    ),
    names=NameSearch(),
    compares={name: name for name in COMPARED if name != "birth_place"},
    card=(
        *("kind", "incident", "part", "names", "birth_date", "nationalities"),
        *("imo", "vessel_name", "flag", "event_date", "event_place"),
    ),
    action=Wording(
        _(
            "Known to the piracy files of %(owner)s. Do not hold anybody for this alone: contact "
            "your national bureau."
        )
    ),
    written_by=Writer.ANY_BUREAU,
    asked_by={Role.ANALYST: Level.FULL, **BUREAUS},
    asked_for=INVESTIGATING,
    purposes=(
        *(Purpose.CRIMINAL_INVESTIGATION_INFO, Purpose.THREAT_ANALYSIS),
        *(Purpose.WANTED_ARREST, Purpose.IDENTIFY),
    ),
    retention=Retention(5),
    checks=(
        needs_one_of("names", "phones", "accounts", "imo", "mmsi", "vessel_name", "incident"),
        not_in_future("birth_date", "event_date"),
    ),
    confidentiality=Confidentiality.RESTRICTED,
    has_personal_data=True,
    expects={"incident": 0.6},
)
