"""Asylum, earlier refusals, status against colour, excluded offences. Source: art. 2, 44, 83."""

from collections.abc import Mapping
from typing import Final

from entraide.desks.notices.case import Case
from entraide.desks.notices.compliance.finding import FAIL, WARN, Rule, Trouble
from entraide.desks.notices.compliance.reading import groups, text
from entraide.language import _

_INVOLVED = {"convicted", "charged", "suspect", "criminal_history", "witness", "victim"}
STATUSES: Final[Mapping[str, set[str]]] = {
    "red": {"convicted", "charged"},
    "blue": _INVOLVED,
    "yellow": {"missing", "unable_to_identify"},
}


def _refugee(case: Case) -> Trouble | None:
    if case.owner not in case.refugee_from:
        return None
    return FAIL if case.kind == "red" else WARN


def _refused_before(case: Case) -> Trouble | None:
    if any("warrant" in one.same for one in case.earlier):
        return FAIL
    return WARN if case.earlier else None


def _status_against_kind(case: Case) -> Trouble | None:
    return None if text(case.person, "status") in STATUSES[case.kind] else FAIL


def _charged_with(case: Case, codes: frozenset[str]) -> Trouble | None:
    return WARN if codes & {text(one, "offence") for one in groups(case.body, "charges")} else None


def _norms(case: Case) -> Trouble | None:
    return _charged_with(case, frozenset({"ISE", "ISP"}))


def _family(case: Case) -> Trouble | None:
    return _charged_with(case, frozenset({"IKA"}))


def _administrative(case: Case) -> Trouble | None:
    return _charged_with(case, frozenset({"VIS", "CIT", "IRO"}))


RED = frozenset({"red"})
RULES = (
    Rule(
        "asylum.refugee",
        "2",
        _("The person has asylum against the requesting country."),
        _refugee,
        legal=True,
    ),
    Rule(
        "duplicate.earlier",
        "52",
        _("A request like this one was refused or cancelled."),
        _refused_before,
        legal=True,
    ),
    Rule(
        "status.kind",
        "44",
        _("The status of the person does not allow this colour."),
        _status_against_kind,
        "person.status",
        kinds=frozenset(STATUSES),
    ),
    Rule(
        "offence.norms",
        "83",
        _("The offence may be one of controversial norms."),
        _norms,
        "body.charges",
        RED,
        legal=True,
    ),
    Rule(
        "offence.family",
        "83",
        _("The offence may be a family matter."),
        _family,
        "body.charges",
        RED,
        legal=True,
    ),
    Rule(
        "offence.administrative",
        "83",
        _("The offence may be a breach of administrative rules."),
        _administrative,
        "body.charges",
        RED,
        legal=True,
    ),
)
