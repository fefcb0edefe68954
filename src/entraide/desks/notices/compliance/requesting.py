"""Who may ask for which notice."""

from entraide.desks.notices.case import Case, Requester
from entraide.desks.notices.compliance.finding import FAIL, Rule, Trouble
from entraide.language import _


def _never_the_secretariat(case: Case) -> Trouble | None:
    return FAIL if case.requester == Requester.SECRETARIAT else None


def _only_the_secretariat(case: Case) -> Trouble | None:
    return FAIL if case.requester == Requester.BUREAU else None


RULES = (
    Rule(
        "requester.red",
        "82",
        _("The secretariat never asks for the arrest of a person by itself."),
        _never_the_secretariat,
        kinds=frozenset({"red", "yellow", "black"}),
    ),
    Rule(
        "requester.un",
        "95",
        _("Notices on United Nations sanctions are not asked for by a national bureau."),
        _only_the_secretariat,
        kinds=frozenset({"un"}),
    ),
)
