"""The public extract: searched by anybody, read from the records of the notices as they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Case, F, Q, QuerySet, When

from entraide.desks.bureaus.queries import owners_hiding
from entraide.desks.notices.extract.models import PublicNotice
from entraide.desks.notices.extract.selection import PERSONS, exact, folded, is_open, is_public
from entraide.desks.records.envelope import state_of
from entraide.desks.records.models import Record
from entraide.engine.databases import by_code
from entraide.engine.schema.state import RecordState
from entraide.errors import NotFound

NOTICES: Final = by_code("notices").number
ABOUT: Final = by_code("persons").number
REACHED: Final = 160
"""How many of the notices found can be paged through, as in the API whose clients ask us: who
wants more asks more narrowly. `total` counts all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What somebody looks for; None and "" want all. Countries are three-letter codes."""

    colour: str
    party: str = ""
    name: str = ""
    forename: str = ""
    text: str = ""
    nationality: str = ""
    warrant: str = ""
    sex: str = ""
    age_min: int | None = None
    age_max: int | None = None
    un_reference: str = ""
    un_resolution: str = ""


class Shown(NamedTuple):
    """A public notice as it stands: the notice's body, and its person's where that may be read."""

    notice: Mapping[str, Any]
    person: Mapping[str, Any]
    party: str


class Gone(NotFound):
    """It was public and is no more; why is not said."""

    status = 410
    code = "gone"


def search(wanted: Search, today: date, *, start: int, count: int) -> tuple[int, list[Shown]]:
    """How many there are, and those from `start` on, the newest first."""
    rows = _narrowed(wanted, today)
    total = rows.count()
    stop = min(start + count, REACHED)
    if start >= min(total, stop):
        return total, []
    ordered = rows.order_by(F("published").desc(nulls_last=True), "-record")
    return total, _read(ordered[start:stop])


def one(colour: str, path: str, today: date, *, party: str = "") -> Shown:
    """One public notice. Raises Gone if it was public once, NotFound otherwise."""
    known = PublicNotice.objects.filter(colour=colour, path=path)
    if party:
        known = known.filter(party=party)
    found = _read(_live(known, today).order_by("-record")[:1])
    if found:
        return found[0]
    if known.exists():
        raise Gone
    raise NotFound


def related(shown: Shown, today: date) -> list[tuple[str, Shown]]:
    """The notices that this one names, with their colours: those that are public themselves."""
    named = list(shown.notice.get("related", ()))
    if not named:
        return []
    rows = _live(PublicNotice.objects.filter(entity_id__in=named), today).order_by("record")
    return [(each.notice["colour"], each) for each in _read(rows)]


def removed(since: date | None, today: date, *, start: int, count: int) -> tuple[int, list[Any]]:
    """How many are public no more since that day, and some of them, the newest first.

    Each is (colour, party, entity id, path, day).
    """
    hiding = owners_hiding()
    rows = PublicNotice.objects.filter(
        Q(removed_on__isnull=False) | Q(until__lte=today) | Q(owner__in=hiding)
    ).annotate(day=Case(When(removed_on__isnull=False, then="removed_on"), default="until"))
    rows = rows.exclude(path__in=_live(PublicNotice.objects.all(), today).values("path"))
    if since is not None:
        rows = rows.filter(Q(day__gte=since))
    values = rows.order_by(F("day").desc(nulls_last=True), "-record").values_list(
        "colour", "party", "entity_id", "path", "day"
    )
    return rows.count(), list(values[start : start + count])


def _live(rows: QuerySet[PublicNotice], today: date) -> QuerySet[PublicNotice]:
    """Those that are answered today and whose owner hides nothing from anybody."""
    rows = rows.filter(Q(until=None) | Q(until__gt=today), removed_on=None)
    hiding = owners_hiding()
    return rows.exclude(owner__in=hiding) if hiding else rows


def _narrowed(wanted: Search, today: date) -> QuerySet[PublicNotice]:
    rows = _live(PublicNotice.objects.filter(colour=wanted.colour), today)
    if wanted.party:
        rows = rows.filter(party=wanted.party)
    for column in ("name", "forename", "un_reference", "un_resolution"):
        text = folded(getattr(wanted, column))
        # Clients of the API ask for "^A" where they want what begins so.
        how, text = ("startswith", text[1:]) if text.startswith("^") else ("contains", text)
        if text:
            rows = rows.filter(**{f"{column}__{how}": text})
    for word in folded(wanted.text).split():
        rows = rows.filter(text__contains=word)
    if wanted.sex:
        rows = rows.filter(sex=wanted.sex)
    for column, code in (("nationalities", wanted.nationality), ("warrants", wanted.warrant)):
        if code:
            rows = rows.filter(**{f"{column}__contains": f" {exact([code])[0]} "})
    if wanted.age_min is not None:
        rows = rows.filter(born__lte=_years_before(today, wanted.age_min))
    if wanted.age_max is not None:
        rows = rows.filter(born__gt=_years_before(today, wanted.age_max + 1))
    return rows


def _years_before(day: date, years: int) -> date:
    """The day on which somebody was born who has this age today."""
    year = max(day.year - years, 1)
    leap_day = day.month == 2 and day.day == 29  # noqa: PLR2004 29 February
    return day.replace(year=year, day=28 if leap_day else day.day)


def _read(found: Iterable[PublicNotice]) -> list[Shown]:
    """What the records say now. The rows are only how they were found."""
    rows = list(found)
    notices = _states(NOTICES, [row.record for row in rows])
    parents = [state.parent[1] for state in notices.values() if state.parent]
    persons = _states(ABOUT, parents)
    shown = []
    for row in rows:
        notice = notices.get(row.record)
        if notice is None or not is_public(notice):
            continue
        person = persons.get(notice.parent[1]) if notice.parent else None
        body = person.body if person is not None and is_open(person) else {}
        shown.append(Shown(notice.body, body, row.party or PERSONS))
    return shown


def _states(database: int, ids: list[int]) -> dict[int, RecordState]:
    if not ids:
        return {}
    rows = Record.objects.filter(database=database, id__in=ids)
    return {row.id: state_of(row) for row in rows}
