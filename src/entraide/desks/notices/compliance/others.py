"""What the other colours need, and dates, minors and photographs. Source: art. 12, 44, 83 to 95."""

from collections.abc import Callable

from entraide.desks.notices.case import Case
from entraide.desks.notices.compliance.finding import FAIL, WARN, Rule, Trouble
from entraide.desks.notices.compliance.reading import evidence_of, first_day, groups, number, text
from entraide.language import _

OLDEST, ADULT = 120, 18  # years
LEAST_PIXELS = 180
LEAST_DESCRIPTION = 30  # characters


def _described(case: Case) -> bool:
    """Whether something beside the name tells the person: description, document, biometrics."""
    told = any(case.person.get(name) for name in ("marks", "height", "documents"))
    return told or bool(evidence_of(case, "fingerprints", "dna"))


def _neither_set(case: Case) -> Trouble | None:
    names = groups(case.person, "names")
    whole = any(text(one, "family") and text(one, "forename") for one in names)
    set_a = whole and text(case.person, "sex") and case.person.get("birth_date")
    alias = any(one.get("kind") == "alias" for one in names) or case.person.get("parents")
    set_b = evidence_of(case, "photograph") and (alias or _described(case))
    return None if (set_a and _described(case)) or set_b else FAIL


def _nobody(case: Case) -> Trouble | None:
    named = case.kind != "black" and groups(case.person, "names")
    shown = evidence_of(case, "photograph", "fingerprints", "dna")
    return None if named or shown or (case.kind != "blue" and _described(case)) else FAIL


def _birth(case: Case) -> Trouble | None:
    born = first_day(case.person.get("birth_date"))
    possible = born is None or (born <= case.today and case.today.year - born.year <= OLDEST)
    return None if possible else FAIL


def _event(case: Case) -> Trouble | None:
    day = first_day(case.body.get("event_date"))
    return FAIL if day and day > case.today else None


def _minor(case: Case) -> Trouble | None:
    birth = text(case.person, "birth_date")
    latest = birth + "9999-12-31"[len(birth) :]  # the last day that a partial date may mean
    limit = f"{case.today.year - ADULT}-{case.today:%m-%d}"
    return WARN if first_day(birth) and limit < latest and birth <= str(case.today) else None


def _minor_in_public(case: Case) -> Trouble | None:
    return _minor(case) if case.body.get("public_extract") is True else None


def _victim_in_public(case: Case) -> Trouble | None:
    limited = text(case.person, "status") in {"witness", "victim"}
    return WARN if limited and case.body.get("public_extract") is True else None


def _small_photograph(case: Case) -> Trouble | None:
    for photo in evidence_of(case, "photograph"):
        if min(number(photo.get("width")) or 0, number(photo.get("height")) or 0) < LEAST_PIXELS:
            return WARN
    return None


def _where(case: Case) -> Trouble | None:
    return None if text(case.body, "event_place") and case.body.get("event_date") else FAIL


def _undescribed(case: Case) -> Trouble | None:
    return FAIL if len(text(case.body, "subject")) < LEAST_DESCRIPTION else None


def _not_imminent(case: Case) -> Trouble | None:
    return None if case.stated.get("imminent") is True else FAIL


def _no_measures(case: Case) -> Trouble | None:
    return None if case.body.get("measures") else FAIL


def _no_reference(case: Case) -> Trouble | None:
    return None if text(case.body, "un_reference") else FAIL


def _unidentified_object(case: Case) -> Trouble | None:
    stated = case.stated.get("object")
    art = stated if isinstance(stated, dict) else {}
    known = ("title", "inventory_number", "features", "inscriptions", "description")
    return None if art.get("object_type") and any(art.get(name) for name in known) else FAIL


def _no_photograph(case: Case) -> Trouble | None:
    return None if evidence_of(case, "photograph") else FAIL


def _unstated(name: str) -> Callable[[Case], Trouble | None]:
    return lambda case: None if text(case.stated, name) else FAIL


def _of(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


PERSONS = _of("red", "blue", "green", "yellow", "black")
IDENTITY, BIRTH = "person.names", "person.birth_date"
RULES = (
    Rule(
        "mandatory.red",
        "83",
        _("The identity is neither set A nor set B."),
        _neither_set,
        IDENTITY,
        _of("red"),
    ),
    Rule(
        "mandatory.identity",
        "88 to 91",
        _("Nothing tells who is meant: identity, description, photograph or prints."),
        _nobody,
        IDENTITY,
        PERSONS - {"red"},
    ),
    Rule("dates.birth", "12", _("The date of birth is not possible."), _birth, BIRTH),
    Rule("dates.event", "12", _("The event is in the future."), _event, "body.event_date"),
    Rule(
        "minors.red", "44", _("The person may be a minor."), _minor, BIRTH, _of("red"), legal=True
    ),
    Rule(
        "minors.public",
        "44",
        _("A minor would be shown to the public."),
        _minor_in_public,
        "body.public_extract",
    ),
    Rule(
        "status.public",
        "44",
        _("A witness or victim would be shown to the public."),
        _victim_in_public,
        "body.public_extract",
    ),
    Rule("photo.quality", "12", _("A photograph is too small."), _small_photograph, "evidence"),
    Rule(
        "event.police_record",
        "90, 91",
        _("The event is not recorded by police."),
        _unstated("police_record"),
        "stated.police_record",
        _of("yellow", "black"),
    ),
    Rule(
        "event.where",
        "90, 91",
        _("The date or place of the event is missing."),
        _where,
        "body.event_place",
        _of("yellow", "black"),
    ),
    Rule(
        "blue.sought",
        "88",
        _("What is sought is not stated."),
        _unstated("sought"),
        "stated.sought",
        _of("blue"),
    ),
    Rule(
        "green.assessment",
        "89",
        _("No national assessment is stated."),
        _unstated("assessment"),
        "stated.assessment",
        _of("green"),
    ),
    Rule(
        "green.basis",
        "89",
        _("The assessment names no convictions or other grounds."),
        _unstated("basis"),
        "stated.basis",
        _of("green"),
    ),
    Rule(
        "orange.imminent",
        "93",
        _("The threat is not assessed as imminent."),
        _not_imminent,
        "stated.imminent",
        _of("orange"),
    ),
    Rule(
        "subject.described",
        "92, 93",
        _("The description is too short to be of use."),
        _undescribed,
        "body.subject",
        _of("orange", "purple"),
    ),
    Rule(
        "un.reference",
        "95",
        _("The United Nations reference is missing."),
        _no_reference,
        "body.un_reference",
        _of("un"),
    ),
    Rule("un.measures", "95", _("No measure is named."), _no_measures, "body.measures", _of("un")),
    Rule(
        "woa.object",
        "94",
        _("The object cannot be identified from what is stated."),
        _unidentified_object,
        "stated.object",
        _of("woa"),
    ),
    Rule("woa.photograph", "94", _("No photograph."), _no_photograph, "evidence", _of("woa")),
)
