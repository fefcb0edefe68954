"""Requests for notices that wait at the demonstration's desk: one to finish, one to review."""

from typing import Final

from entraide.clock import Clock
from entraide.desks.bureaus.queries import actor, operator, person
from entraide.desks.notices.actions.drafting import Draft, begin, submit
from entraide.desks.notices.actions.moving import Asked
from entraide.desks.notices.actions.reviewers import set_reviewer
from entraide.desks.records.writing import By
from entraide.desks.sample import organisation
from entraide.engine.schema.vocabulary import Role

ELSEWHERE: Final = "QZZ"
"""No member's code: the invented reviewers are recused from nothing."""
REVIEWING: Final = frozenset({Role.SECRETARIAT, Role.LEGAL_REVIEWER})

WANTED: Final = Draft(
    person={
        "status": "charged",
        "names": [{"family": "Vellamo", "forename": "Joren"}],
        "birth_date": "1984-06-02",
        "sex": "M",
        "nationalities": ["QMB"],
        "height": 1.81,
        "marks": "Scar on the left hand",
    },
    body={
        "facts": "On 3 March 2024 in Port Arrel, Vellamo shot the night guard of a jeweller's shop "
        "during a robbery and fled with the takings. The guard died of his wounds.",
        "charges": [{"offence": "ILM", "text": "Murder", "law": "Penal code, art. 112"}],
    },
)
MISSING: Final = Draft(
    person={
        "status": "missing",
        "names": [{"family": "Lind", "forename": "Sava"}],
        "birth_date": "2001-09-12",
        "sex": "F",
    },
    body={
        "event_date": "2026-08-14",
        "event_place": "Harbour of Nessel",
        "event_country": "UTO",
        "facts": "Left work in the harbour office of Nessel at six and did not come home.",
    },
    stated={"police_record": "UTO-MP-77"},
)


def furnish_notices(clock: Clock) -> None:
    """Says who reviews, and leaves a draft and a request that waits for review."""
    by = By(actor=operator(), clock=clock)
    clerk = None
    for card in organisation.cards():
        if card.bureau == organisation.SECRETARIAT and card.role in REVIEWING:
            is_first = card.role is Role.SECRETARIAT
            set_reviewer(by, card.account, nationalities=[ELSEWHERE], is_on_duty=is_first)
        if clerk is None and card.role is Role.BUREAU and card.writes:
            clerk = card.account
    if clerk is None:
        return
    who = actor(person(clerk), clock.now())

    def writer(key: str) -> By:
        return By(actor=who, clock=clock, request_key=f"sample-{key}")

    begin(writer("draft"), "red", "notice", WANTED)
    done = begin(writer("request"), "yellow", "notice", MISSING)
    submit(writer("submit"), Asked(reference=done.about.removeprefix("notice:"), version=1))
