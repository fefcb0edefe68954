"""A notice put to the rules: what they say of it now, and what may then be done."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings

from entraide.desks.notices import tracing
from entraide.desks.notices.case import Case
from entraide.desks.notices.compliance import RULES_VERSION, Finding, Outcome, examine, verdict
from entraide.desks.notices.kinds import KINDS
from entraide.desks.notices.models import Notice
from entraide.engine.matching.commonness import neutral
from entraide.engine.matching.version import matcher_version


def case_of(notice: Notice, today: date) -> Case:
    """The notice as the rules see it."""
    return Case(
        kind=notice.kind,
        circulation=notice.circulation,
        owner=notice.owner_id,
        today=today,
        person=notice.person,
        body=notice.body | {"colour": notice.kind, "circulation": notice.circulation},
        evidence=(),
        refugee_from=frozenset(notice.refugee_from),
        earlier=tracing.earlier(notice),
        stated=notice.stated,
        requester=notice.requested_by,
    )


def examined(notice: Notice, today: date) -> tuple[tuple[Finding, ...], Outcome]:
    """What each rule says, and what they ask for together."""
    findings = examine(case_of(notice, today))
    return findings, verdict(findings)


def kept(findings: Iterable[Finding]) -> dict[str, Any]:
    """The fields of a `Step` that hold what was found, and by which rules."""
    return {
        "findings": [
            {
                "rule": each.rule,
                "article": each.article,
                "verdict": each.verdict.value,
                "params": {name: str(value) for name, value in each.params.items()},
                "field": each.field,
            }
            for each in findings
        ],
        "rules_version": RULES_VERSION,
        "matcher_version": matcher_version(neutral()),
    }


def missing(notice: Notice) -> list[tuple[str, ...]]:
    """What the kind needs and the request lacks; of each item one field would be enough."""
    says = {"person": notice.person, "body": notice.body, "stated": notice.stated}

    def is_told(field: str) -> bool:
        place, _dot, name = field.partition(".")
        return says[place].get(name) not in (None, "", [], {})

    return [any_of for any_of in KINDS[notice.kind].needs if not any(map(is_told, any_of))]


def pending_languages(notice: Notice) -> list[str]:
    """The languages of this hub in which a text of the notice is still missing."""
    wanted = texts(notice)
    return [
        language
        for language in settings.HUB.configuration.organisation.languages
        if language != notice.language
        and any(not notice.translations.get(language, {}).get(name) for name in wanted)
    ]


def texts(notice: Notice) -> dict[str, str]:
    """What must be translated: field → text in the notice's own language."""
    body = notice.body
    found = {name: str(body[name]) for name in ("subject", "facts") if body.get(name)}
    for place, charge in enumerate(body.get("charges", ())):
        if charge.get("text"):
            found[f"charges.{place}"] = str(charge["text"])
    return found
