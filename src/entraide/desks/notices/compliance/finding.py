"""What a rule is and what it finds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from entraide.desks.notices.case import Case


class Verdict(StrEnum):
    """What a rule says of a request."""

    PASS = "pass"  # noqa: S105 (a verdict, no password)
    WARN = "warn"  # a person must look
    FAIL = "fail"  # unlawful or incomplete as it stands


class Outcome(StrEnum):
    """What all findings together ask for."""

    PUBLISHABLE = "publishable"
    NEEDS_REVIEW = "needs_review"
    NEEDS_LEGAL = "needs_legal"
    REFUSED = "refused"


@dataclass(frozen=True)
class Trouble:
    """What a rule objects to: FAIL or WARN, and the parameters of its sentence."""

    verdict: Verdict
    params: Mapping[str, object] = field(default_factory=dict)


FAIL = Trouble(Verdict.FAIL)
WARN = Trouble(Verdict.WARN)


@dataclass(frozen=True)
class Rule:
    """One rule: where it stands, what it says, and the pure function that looks.

    `is_checked` says whether a person held the citation against the official text: none was yet
    (domain §9). A warning of a `legal` rule sends the request to the legal reviewer.
    """

    id: str
    article: str
    sentence: str  # marked; says what is wrong
    look: Callable[[Case], Trouble | None]
    field: str | None = None  # "person.names", "body.facts", "stated.basis", "evidence" …
    kinds: frozenset[str] | None = None  # None: every kind
    legal: bool = False
    is_checked: bool = False


@dataclass(frozen=True)
class Finding:
    """What one rule said of one request; kept with each decision."""

    rule: str
    article: str
    verdict: Verdict
    sentence: str
    params: Mapping[str, object]
    field: str | None
    legal: bool


def found(rule: Rule, case: Case) -> Finding:
    """What the rule finds in the case."""
    trouble = rule.look(case) or Trouble(Verdict.PASS)
    return Finding(
        rule=rule.id,
        article=rule.article,
        verdict=trouble.verdict,
        sentence=rule.sentence,
        params=trouble.params,
        field=rule.field,
        legal=rule.legal,
    )


def verdict(findings: Iterable[Finding]) -> Outcome:
    """What the findings ask for: one FAIL refuses, a legal warning goes before another."""
    spoken = [finding for finding in findings if finding.verdict is not Verdict.PASS]
    if any(finding.verdict is Verdict.FAIL for finding in spoken):
        return Outcome.REFUSED
    if any(finding.legal for finding in spoken):
        return Outcome.NEEDS_LEGAL
    return Outcome.NEEDS_REVIEW if spoken else Outcome.PUBLISHABLE
