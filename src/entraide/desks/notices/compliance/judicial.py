"""What a request for an arrest says: facts, charges, penalty, warrant. Source: art. 83."""

from collections.abc import Callable

from entraide.desks.notices.case import Case
from entraide.desks.notices.compliance.finding import FAIL, WARN, Rule, Trouble
from entraide.desks.notices.compliance.reading import first_day, groups, number, text
from entraide.language import _

RED = frozenset({"red"})
LEAST_FACTS = 60  # characters: below, no room for time, place and conduct
LEAST_YEARS = 2
LEAST_MONTHS = 6


def _facts(case: Case) -> Trouble | None:
    return FAIL if len(text(case.body, "facts")) < LEAST_FACTS else None


def _facts_without_time(case: Case) -> Trouble | None:
    facts = text(case.body, "facts")
    told = any(letter.isdigit() for letter in facts) or case.body.get("event_date")
    return WARN if len(facts) >= LEAST_FACTS and not told else None


def _no_charge(case: Case) -> Trouble | None:
    return None if groups(case.body, "charges") else FAIL


def _charge_without_law(case: Case) -> Trouble | None:
    return FAIL if any(not text(one, "law") for one in groups(case.body, "charges")) else None


def _charge_without_code(case: Case) -> Trouble | None:
    return WARN if any(not text(one, "offence") for one in groups(case.body, "charges")) else None


def _penalty_too_short(case: Case) -> Trouble | None:
    charges = groups(case.body, "charges")
    if not charges or text(case.person, "status") == "convicted":
        return None
    longest = max(number(one.get("penalty_years")) or 0 for one in charges)
    return None if longest >= LEAST_YEARS else FAIL


def _sentence_too_short(case: Case) -> Trouble | None:
    if text(case.person, "status") != "convicted":
        return None
    return None if (number(case.stated.get("sentence_months")) or 0) >= LEAST_MONTHS else FAIL


def _no_warrant(case: Case) -> Trouble | None:
    warrants = groups(case.body, "warrants")
    whole = any(text(one, "authority") and first_day(one.get("issued_on")) for one in warrants)
    return None if whole else FAIL


def _warrant_of_the_future(case: Case) -> Trouble | None:
    days = [first_day(one.get("issued_on")) for one in groups(case.body, "warrants")]
    return FAIL if any(day and day > case.today for day in days) else None


def _warrant_of_another(case: Case) -> Trouble | None:
    countries = {text(one, "country") for one in groups(case.body, "warrants")}
    return WARN if countries and case.owner not in countries else None


def _no_extradition(case: Case) -> Trouble | None:
    return None if case.stated.get("extradition_sought") is True else FAIL


def _red(
    name: str,
    sentence: str,
    look: Callable[[Case], Trouble | None],
    field: str,
    article: str = "83",
) -> Rule:
    return Rule(name, article, sentence, look, field, kinds=RED)


RULES = (
    _red("facts.present", _("A summary of facts is missing or too short."), _facts, "body.facts"),
    _red("facts.time", _("The facts do not say when."), _facts_without_time, "body.facts"),
    _red("charges.present", _("No charge is stated."), _no_charge, "body.charges"),
    _red(
        "charges.law",
        _("A charge names no provision of law."),
        _charge_without_law,
        "body.charges",
    ),
    _red(
        "charges.offence", _("A charge has no offence code."), _charge_without_code, "body.charges"
    ),
    _red(
        "penalty.prosecution",
        _("No charge is punishable by two years of deprivation of liberty or more."),
        _penalty_too_short,
        "body.charges",
    ),
    _red(
        "penalty.sentence",
        _("The sentence, imposed or left to serve, is under six months or not stated."),
        _sentence_too_short,
        "stated.sentence_months",
    ),
    _red(
        "warrant.present",
        _("A warrant or decision with its authority and date is missing."),
        _no_warrant,
        "body.warrants",
    ),
    _red(
        "warrant.date",
        _("A warrant is dated after today."),
        _warrant_of_the_future,
        "body.warrants",
    ),
    _red(
        "warrant.country",
        _("The warrant is of another country than the requester."),
        _warrant_of_another,
        "body.warrants",
    ),
    _red(
        "red.extradition",
        _("The requester does not assure that extradition will be sought."),
        _no_extradition,
        "stated.extradition_sought",
        "84",
    ),
)
