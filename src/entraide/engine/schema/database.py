"""The words that a database file is written in, from Field and Key to Database.

From one declaration come validation, look-up keys, the search form, the entry form, the API schema,
the import template, the hit card, retention and the page in the documentation. Nothing here knows
where records are kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from entraide.engine.schema.field_kinds.field import Field
from entraide.engine.schema.vocabulary import (
    Confidentiality,
    Level,
    Purpose,
    Role,
    SubjectKind,
    Verdict,
    Writer,
)

__all__ = [
    "Body",
    "Database",
    "DefaultPurposes",
    "Field",
    "Key",
    "NameSearch",
    "RecordCheck",
    "Retention",
    "Upgrader",
    "Wording",
]

Body = dict[str, Any]
"""A validated record body: field name → JSON value.

A field that is unknown is absent, never None.
"""

RecordCheck = Callable[[Body, date], None]
"""A rule over a whole body and today's date; raises Invalid."""

Upgrader = Callable[[Body], Body]
"""Turns a body of one version into the next; pure."""


@dataclass(frozen=True, slots=True)
class Key:
    """One way to look records up: all its fields together.

    The most selective field comes first: a key whose fields begin another's costs nothing, it reads
    the same rows.

    Attributes:
        of: the kind of subject that asks this key.
        fields: the record's fields, dotted inside groups ("documents.number").
        asks: the subject's attributes, in the same order; the fields' own names if empty.
        gives: the verdict when every value is exactly equal; a value that is only near gives
            POSSIBLE. NO_HIT makes it a catalogue's key: nothing is found by it, but a question that
            has the first field has the others put into the catalogue's words before it is asked.
        until: the field that ends a range of numbers beginning in fields[0] ("" if none).
        only_for: the roles that may ask by this key; everybody who may ask the database if None.
    """

    of: SubjectKind
    fields: tuple[str, ...]
    asks: tuple[str, ...] = ()
    gives: Verdict = Verdict.HIT
    until: str = ""
    only_for: frozenset[Role] | None = None

    @property
    def attributes(self) -> tuple[str, ...]:
        """The subject's attributes that this key needs."""
        return self.asks or self.fields


@dataclass(frozen=True, slots=True)
class NameSearch:
    """Persons found by name: which fields hold what the matcher compares.

    At most POSSIBLE, by invariant 10.
    """

    names: str = "names"
    birth_date: str = "birth_date"
    nationalities: str = "nationalities"
    sex: str = "sex"


@dataclass(frozen=True, slots=True)
class Wording:
    """What the officer is told to do: one sentence, or one for each value of a field."""

    otherwise: str
    by: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, body: Mapping[str, Any]) -> str:
        """The sentence to translate; its parameters are `owner` and `fields` of the body."""
        return self.choices.get(str(body.get(self.by, "")), self.otherwise)


@dataclass(frozen=True, slots=True)
class Retention:
    """For how long a record is kept unless its owner sets less, in years.

    By the value of a field where rules differ.
    """

    years: int
    by: str = ""
    choices: Mapping[str, int] = field(default_factory=dict)

    def years_for(self, body: Mapping[str, Any]) -> int:
        """The years that apply to this body."""
        return self.choices.get(str(body.get(self.by, "")), self.years)


@dataclass(frozen=True, slots=True)
class DefaultPurposes:
    """Why a record is kept where its owner names no purpose: always the same, or by a field."""

    otherwise: tuple[Purpose, ...]
    by: str = ""
    choices: Mapping[str, tuple[Purpose, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """One of the hub's databases.

    Attributes:
        code: its name in programs and addresses ("travel_documents").
        acronym: the trade's label ("SLTD"), first part of a record's reference.
        number: 1–255, the first byte of its keys; never given to another database.
        country_field: where written_by is COUNTRY_IN_FIELD, the field that must name the writer's
            own country.
        asked_by: who may ask, and how much each is shown by a check.
        asked_for: the purposes for which it may be asked at all.
        purposes: the purposes that its records may carry.
        default_purposes: those that a record carries when its owner names none; the first of
            `purposes` if None.
        compares: field → subject's attribute; a value known on both sides is told as agreeing or
            differing.
        card: the fields that the hit card shows, in order.
        expires: the field whose day is the last on which a record is answered, where it comes
            before the end of its retention ("" if none).
        derived_from: the databases from whose records its own follow; such a database has no
            writer.
        has_personal_data: False means that no field may be personal and free text is searched for
            personal data.
        expects: field → the share of records (0–1) that should fill it.
        upgraders: for bodies of version 1, 2, …: what makes the next version of them.
    """

    code: str
    acronym: str
    number: int
    title: str
    about: str
    fields: tuple[Field, ...]
    keys: tuple[Key, ...]
    card: tuple[str, ...]
    action: Wording
    written_by: Writer
    asked_by: Mapping[Role, Level]
    asked_for: frozenset[Purpose]
    purposes: tuple[Purpose, ...]
    retention: Retention
    country_field: str = ""
    expires: str = ""
    default_purposes: DefaultPurposes | None = None
    names: NameSearch | None = None
    compares: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[RecordCheck, ...] = ()
    confidentiality: Confidentiality = Confidentiality.OFFICIAL_USE
    derived_from: tuple[str, ...] = ()
    has_personal_data: bool = False
    expects: Mapping[str, float] = field(default_factory=dict)
    upgraders: tuple[Upgrader, ...] = ()

    @property
    def body_version(self) -> int:
        """The version in which bodies are written now, from 1."""
        return len(self.upgraders) + 1

    def purposes_for(self, body: Mapping[str, Any]) -> tuple[Purpose, ...]:
        """The purposes of a record with this body whose owner names none."""
        given = self.default_purposes
        if given is None:
            return self.purposes[:1]
        return given.choices.get(str(body.get(given.by, "")), given.otherwise)

    def field_named(self, name: str) -> Field:
        """The field of this name. Raises KeyError."""
        for declared in self.fields:
            if declared.name == name:
                return declared
        raise KeyError(name)
