"""What is asked and what is answered, as it crosses the wire (msgspec decodes and validates it)."""

from datetime import datetime
from typing import Any

import msgspec

from entraide.engine.matching.explained import NamePart as NamePart  # noqa: PLC0414 - on the wire too
from entraide.engine.matching.explained import Points as Points  # noqa: PLC0414 - on the wire too
from entraide.engine.matching.reasons import Difference as Difference  # noqa: PLC0414 - on the wire too
from entraide.engine.matching.reasons import Reason as Reason  # noqa: PLC0414 - on the wire too
from entraide.engine.schema.vocabulary import Level, Purpose, Role, Verdict


class Name(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A person's name: in parts where they are known, else as one text in any order and script."""

    family: str = ""
    forename: str = ""
    full: str = ""


class Document(
    msgspec.Struct,
    kw_only=True,
    tag="document",
    tag_field="kind",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A travel or administrative document.

    Its number and the country that issued it decide, the type explains.
    """

    number: str
    issuing_country: str = ""
    document_type: str = ""


class Contact(
    msgspec.Struct,
    kw_only=True,
    tag="contact",
    tag_field="kind",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A telephone number, an e-mail address or an account (IBAN, wallet, handle).

    Exactly one is given.
    """

    phone: str = ""
    email: str = ""
    account: str = ""


class Person(
    msgspec.Struct,
    kw_only=True,
    tag="person",
    tag_field="kind",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A person.

    `birth_date` may be partial ("1987", "1987-05"), `documents` and `contacts` are asked with it.
    """

    names: list[Name]
    birth_date: str = ""
    nationalities: list[str] = []
    sex: str = ""
    birth_place: str = ""
    documents: list[Document] = []
    contacts: list[Contact] = []


class Mrz(msgspec.Struct, kw_only=True, tag="mrz", tag_field="kind", forbid_unknown_fields=True):
    """The machine readable zone of a document, its lines as read (TD1, TD2, TD3, visas)."""

    text: str


class Vehicle(
    msgspec.Struct,
    kw_only=True,
    tag="vehicle",
    tag_field="kind",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A vehicle or an identifiable part of one."""

    vin: str = ""
    plate: str = ""
    plate_country: str = ""
    engine_number: str = ""
    make: str = ""
    model: str = ""
    colour: str = ""


class Container(
    msgspec.Struct, kw_only=True, tag="container", tag_field="kind", forbid_unknown_fields=True
):
    """A freight container (ISO 6346)."""

    container_number: str


class Vessel(
    msgspec.Struct,
    kw_only=True,
    tag="vessel",
    tag_field="kind",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A vessel, a boat or its engine."""

    imo: str = ""
    mmsi: str = ""
    hin: str = ""
    call_sign: str = ""
    registration: str = ""
    engine_number: str = ""
    vessel_name: str = ""
    flag: str = ""


class Firearm(
    msgspec.Struct,
    kw_only=True,
    tag="firearm",
    tag_field="kind",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A firearm; make, model and calibre go through the reference table first."""

    serial_number: str = ""
    make: str = ""
    model: str = ""
    calibre: str = ""


class WorkOfArt(
    msgspec.Struct,
    kw_only=True,
    tag="work_of_art",
    tag_field="kind",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A work of art or a cultural object."""

    title: str = ""
    maker: str = ""
    object_type: str = ""
    inventory_number: str = ""


class Reference(
    msgspec.Struct, kw_only=True, tag="reference", tag_field="kind", forbid_unknown_fields=True
):
    """A control number, an entity id, a sample or transaction code, a file hash."""

    reference: str


Subject = (
    Person
    | Document
    | Mrz
    | Vehicle
    | Container
    | Vessel
    | Firearm
    | WorkOfArt
    | Contact
    | Reference
)


class Officer(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The person who asks, as a national system names them.

    Without all three a system's question is refused.
    """

    id: str
    unit: str
    workstation: str


class Place(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where the check is made; `kind` is air, land, sea, inland or operation."""

    kind: str = ""
    name: str = ""


class Query(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One question.

    Attributes:
        purpose: exactly one.
        databases: only these; all that the asker may ask if empty.
        client_id: the asking system's own id of this question; sent again, it gets the same answer
            and no second line.
        language: of the answer's sentences: en, fr, es or ar.
    """

    subjects: list[Subject]
    purpose: Purpose
    databases: list[str] = []
    officer: Officer | None = None
    place: Place | None = None
    case: str = ""
    operation: str = ""
    client_id: str = ""
    language: str = "en"


class Asker(msgspec.Struct, kw_only=True, frozen=True):
    """Who asks, after the grant was read: all that deciding needs to know of them.

    Attributes:
        grant: the grant's id; what revocation names.
        country: ISO 3166-1 alpha-3 or an international entity's code: the audience for
            restrictions.
        is_system: a machine's key, which must name its officer with every question.
    """

    grant: str
    country: str
    unit: str
    role: Role
    databases: frozenset[str]
    purposes: frozenset[Purpose]
    clearance: int = 1
    is_system: bool = False
    until: datetime | None = None
    officer: str = ""
    workstation: str = ""


class Bureau(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whom to call."""

    code: str
    name: str = ""
    phone: str = ""
    email: str = ""


class Hit(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """One record that matched.

    Attributes:
        subject: the position in the question's `subjects`, from 0.
        record: its published reference ("SLTD-3K7Q-M2XA").
        score: 0–1 for names; 1 for exact keys.
        probability: for names, calibrated: of 100 candidates as near as this, how many are the
            person, over 100; None for exact keys.
        one_in: for names, one person in so many shares what agrees of the name; 0 for exact keys.
        parts: of the two names that met best, what met what, contradictions first.
        fields: what each field gave or took, the names first.
        card: field → value of the database's card fields (empty at level YES_NO).
        action: the sentence to translate; never "arrest" by itself.
        call: the asker's own bureau first, then the owner's.
    """

    subject: int
    database: str
    record: str
    version: int
    owner: str
    verdict: Verdict
    score: float
    reasons: list[Reason]
    differs: list[Difference] = []
    probability: float | None = None
    one_in: int = 0
    parts: list[NamePart] = []
    fields: list[Points] = []
    card: dict[str, Any] = {}
    action: str = ""
    call: list[Bureau] = []
    confidentiality: int = 1


class Unasked(msgspec.Struct, frozen=True):
    """A database that should have been asked and could not be, and why (a code)."""

    database: str
    why: str


class IndexState(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """The index that answered, and how old its knowledge of the feed is, in seconds.

    How far it had followed the feed, only the trail's line keeps: a counter would tell the asker of
    records that are hidden from him (invariant 2).
    """

    epoch: str
    age: float
    fingerprint: str


class Answer(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The answer. Only one with nothing in `unasked` may look green.

    Attributes:
        verdict: HIT if any hit is one, else INCOMPLETE if anything went unasked, else POSSIBLE,
            else NO_HIT. What went unasked only because the question lacked something ("missing:…",
            "misread") yields to POSSIBLE.
        subjects: one verdict for each subject of the question.
        not_permitted: databases that hold this kind of subject and that this asker may not ask.
        line: the trail line's id; "" until the trail has it.
        rules: the version of what decided: program, declarations, and how names are compared
            (normaliser, weights, frequencies). The trail's line carries the same.
        more: there were more candidates than are listed.
    """

    verdict: Verdict
    subjects: list[Verdict]
    hits: list[Hit] = []
    asked: list[str] = []
    not_permitted: list[str] = []
    unasked: list[Unasked] = []
    index: IndexState
    at: datetime
    level: Level
    line: str = ""
    more: bool = False
    rules: str = ""
