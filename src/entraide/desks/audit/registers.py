"""The registers that data protection asks for, each declared once: its fields, in their order.

From a declaration come the form, the list, the export and the page of an entry. What the hub knows
by itself stands in an entry as codes (`facts`) and is put into words here.
Source: domain §4.10 and §4.15 (articles 118, 125, 126 and 127 of the rules).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from entraide.engine.check import words
from entraide.engine.databases import by_code
from entraide.engine.schema.database import Database
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.engine.schema.vocabulary_words import PURPOSES
from entraide.language import _, translate, translate_count

PROCESSING: Final = "processing"
COMPARISONS: Final = "comparisons"
COMPLIANCE: Final = "compliance"
INCIDENTS: Final = "incidents"
TOLD_WITHIN: Final = timedelta(hours=72)
"""From the discovery of an incident until the authority is told. Source: GDPR 33(1), LED 30(1)."""


class FieldKind(StrEnum):
    """How a field is written."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class RegisterField:
    """A field of a register.

    Attributes:
        is_fact: told by the hub itself in entries that it made.
        is_listed: stands in the list.
    """

    label: str
    kind: FieldKind = FieldKind.WORDS
    required: bool = False
    is_fact: bool = False
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """A register: what it is called, what stands in it, and its fields."""

    title: str
    about: str
    fields: Mapping[str, RegisterField]


def _title(label: str = _("What it is")) -> RegisterField:
    return RegisterField(label, FieldKind.LINE, required=True, is_fact=True, is_listed=True)


REGISTERS: Final[Mapping[str, Register]] = {
    PROCESSING: Register(
        _("Processing"),
        _("What is processed, why, on which law, who receives it and how long it is kept."),
        {
            "title": _title(),
            "purposes": RegisterField(_("Purposes"), is_fact=True, required=True, is_listed=True),
            "basis": RegisterField(_("Legal basis"), is_listed=True),
            "categories": RegisterField(_("Categories of data"), is_fact=True, required=True),
            "persons": RegisterField(_("Categories of persons")),
            "recipients": RegisterField(_("Recipients"), is_fact=True, required=True),
            "retention": RegisterField(
                _("Kept for"), FieldKind.LINE, is_fact=True, required=True, is_listed=True
            ),
            "safeguards": RegisterField(_("Safeguards")),
        },
    ),
    COMPARISONS: Register(
        _("Comparisons of data"),
        _("Each comparison of a list or file from outside with the hub."),
        {
            "title": _title(),
            "day": RegisterField(
                _("Day"), FieldKind.DAY, required=True, is_fact=True, is_listed=True
            ),
            "rows": RegisterField(_("Rows"), FieldKind.NUMBER, is_fact=True, is_listed=True),
            "source": RegisterField(_("Whose list it is"), FieldKind.LINE, is_listed=True),
            "basis": RegisterField(_("Legal basis")),
            "outcome": RegisterField(_("What became of it")),
        },
    ),
    COMPLIANCE: Register(
        _("Compliance issues"),
        _("Where processing did not follow the rules, and what was done."),
        {
            "title": _title(),
            "day": RegisterField(_("Found on"), FieldKind.DAY, required=True, is_listed=True),
            "rule": RegisterField(_("Rule"), FieldKind.LINE, is_listed=True),
            "what": RegisterField(_("What happened"), required=True),
            "measures": RegisterField(_("Measures")),
            "closed": RegisterField(_("Settled on"), FieldKind.DAY, is_listed=True),
        },
    ),
    INCIDENTS: Register(
        _("Security incidents"),
        _("What happened to data, whose it is, and who was told when."),
        {
            "title": _title(),
            "discovered": RegisterField(
                _("Discovered (UTC)"), FieldKind.MOMENT, required=True, is_listed=True
            ),
            "what": RegisterField(_("What happened"), required=True),
            "persons": RegisterField(_("Whose data")),
            "count": RegisterField(_("How many persons"), FieldKind.NUMBER),
            "measures": RegisterField(_("Measures")),
            "told": RegisterField(_("Authority told at (UTC)"), FieldKind.MOMENT, is_listed=True),
            "told_whom": RegisterField(_("Who was told, and when")),
            "closed": RegisterField(_("Closed on"), FieldKind.DAY, is_listed=True),
        },
    ),
}


def facts_of(database: Database) -> dict[str, Any]:
    """What a database's file says of its processing, as codes."""
    return {
        "database": database.code,
        "purposes": sorted(each.value for each in database.purposes),
        "fields": [each.name for each in database.fields],
        "asked_by": sorted(role.value for role in database.asked_by),
        "years": sorted({database.retention.years, *database.retention.choices.values()}),
    }


def told(facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What the hub itself knows, in the reader's words: field → text, number or ISO day."""
    if "database" in facts:
        return _of_database(facts, language)
    if "kind" in facts:
        title = translate(KINDS[facts["kind"]], language)
        return {"title": title, "day": facts["day"], "rows": facts["rows"]}
    return {}


KINDS: Final = {
    "list": _("List of persons checked"),
    "import": _("File imported"),
}


def _of_database(facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    database = by_code(facts["database"])
    labels = {each.name: each.label for each in database.fields}
    years = [
        translate_count(_("%(count)s year"), _("%(count)s years"), each, language)
        for each in facts["years"]
    ]
    return {
        "title": translate(database.title, language),
        "purposes": _joined((PURPOSES[Purpose(each)] for each in facts["purposes"]), language),
        "categories": _joined((labels.get(each, each) for each in facts["fields"]), language),
        "recipients": _joined((words.ROLES[Role(each)] for each in facts["asked_by"]), language),
        "retention": " · ".join(years),
    }


def _joined(sentences: Any, language: str) -> str:
    return " · ".join(translate(each, language) for each in sentences)


@dataclass(frozen=True, slots=True)
class TellingClock:
    """How the time to tell of an incident stands.

    Attributes:
        hours: left; where it was told, that passed until then.
        is_late: more than `TOLD_WITHIN` have passed untold, or had when it was told.
        is_told: somebody was told.
    """

    hours: int
    is_late: bool
    is_told: bool


def telling_clock(content: Mapping[str, Any], now: datetime) -> TellingClock | None:
    """How it stands; None where no discovery is written down."""
    if not content.get("discovered"):
        return None
    discovered = datetime.fromisoformat(content["discovered"])
    if content.get("told"):
        passed = datetime.fromisoformat(content["told"]) - discovered
        return TellingClock(_hours(passed), passed > TOLD_WITHIN, is_told=True)
    left = discovered + TOLD_WITHIN - now
    return TellingClock(max(_hours(left), 0), left < timedelta(0), is_told=False)


def _hours(span: timedelta) -> int:
    return int(span.total_seconds() // 3600)
