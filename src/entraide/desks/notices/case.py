"""A request for a notice, as the rules are put to it: plain values, no rows, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Requester(StrEnum):
    """Who asks: who may ask differs by kind."""

    BUREAU = "bureau"
    ENTITY = "entity"  # an international entity: a tribunal, the United Nations
    SECRETARIAT = "secretariat"


class Stated(StrEnum):
    """What a request states that no record keeps: the names in `Case.stated`."""

    EXTRADITION_SOUGHT = "extradition_sought"  # yes: extradition or surrender will be asked
    SENTENCE_MONTHS = "sentence_months"  # deprivation of liberty imposed or left to serve
    POLICE_RECORD = "police_record"  # the reference under which police recorded the event
    ASSESSMENT = "assessment"  # what the national authority concluded of the danger
    BASIS = "basis"  # the convictions or other grounds of that assessment
    SOUGHT = "sought"  # what a blue notice asks to be told
    IMMINENT = "imminent"  # yes: the threat was assessed as imminent
    OBJECT = "object"  # a work of art, as the database `works_of_art` declares it


@dataclass(frozen=True)
class Earlier:
    """A refused or cancelled request that resembles this one, found by the desk."""

    id: int
    state: str  # "refused" or "cancelled"
    articles: tuple[str, ...] = ()
    same: tuple[str, ...] = ()  # why it resembles: "identity", "warrant"


@dataclass(frozen=True)
class Case:
    """One request with all that the rules may look at.

    `person` and `body` are bodies of the databases `persons` and `notices`. Each piece of
    `evidence` may name its `kind` (`photograph`, `warrant`, `fingerprints`, `dna` …), `language`,
    `digest`, `day`, and a photograph its `width` and `height` in pixels. `refugee_from` holds the
    countries against which the person has asylum.
    """

    kind: str
    circulation: str
    owner: str
    today: date
    person: Mapping[str, object] = field(default_factory=dict)
    body: Mapping[str, object] = field(default_factory=dict)
    evidence: tuple[Mapping[str, object], ...] = ()
    refugee_from: frozenset[str] = frozenset()
    earlier: tuple[Earlier, ...] = ()
    stated: Mapping[str, object] = field(default_factory=dict)
    requester: str = Requester.BUREAU
