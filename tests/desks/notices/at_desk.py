"""People at the notices desk, and invented requests that the rules let pass."""

import copy
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from entraide.clock import SetClock
from entraide.desks.bureaus import actions as bureaus
from entraide.desks.bureaus import queries as people
from entraide.desks.notices import queries
from entraide.desks.notices.actions import drafting, reviewing
from entraide.desks.notices.actions.moving import Asked
from entraide.desks.notices.examining import texts
from entraide.desks.notices.models import Reviewer
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By
from entraide.engine.schema.vocabulary import Role

BASES = tomllib.loads(
    (Path(__file__).parent / "compliance" / "corpus" / "bases.toml").read_text("utf-8")
)
LANGUAGES = ("fr", "es", "ar")


def draft(kind, **told):
    """A lawful request of this kind."""
    base = copy.deepcopy(BASES[kind])
    fields = {name: base.get(name, {}) for name in ("person", "body", "stated")}
    return drafting.Draft(**(fields | told))


class AtDesk:
    """One hub, its clock set by the test, and somebody in every capacity.

    Attributes:
        clerk: of UTO, who asks; `entity` of an international entity.
        reviewer, second: of the secretariat; legal: its legal reviewer.
        commission: a member of it; stranger: an officer of another bureau.
    """

    def __init__(self, work):
        self.work, self.clock = work, SetClock(datetime(2026, 11, 1, 9, tzinfo=UTC))
        operator = By(actor=people.operator(), clock=self.clock, reason="set-up")
        bureaus.add_bureau(operator, "CCF", kind="commission", names={"en": "Commission"})
        writes = {"writes": frozenset({"persons", "notices"})}
        self.clerk = work.person("clerk", "UTO", **writes)
        self.entity = work.person("entity", "QXE", **writes)
        self.stranger = work.person("stranger", "QMA", **writes)
        self.reviewer = work.person("reviewer", "XPO", Role.SECRETARIAT)
        self.second = work.person("second", "XPO", Role.SECRETARIAT)
        self.legal = work.person("legal", "XPO", Role.LEGAL_REVIEWER)
        self.commission = work.person("member", "CCF", Role.COMMISSION)
        for each in (self.reviewer, self.second, self.legal):
            Reviewer.objects.create(person=each, nationalities=["QZZ"])

    def by(self, person, reason="Because of the facts"):
        """That person acting by the test's clock."""
        actor = people.actor(person, self.work.clock.now())
        return By(actor=actor, clock=self.clock, reason=reason)

    def requester(self, kind):
        """Who may ask for this kind."""
        return self.entity if kind == "un" else self.clerk

    def read(self, reference, person=None):
        """The notice as it stands now."""
        return queries.for_desk(self.by(person or self.reviewer).actor, reference)

    def asked(self, reference, *articles):
        """The notice as whoever acts has just read it."""
        from entraide.desks.notices.models import Notice  # noqa: PLC0415

        version = Notice.objects.get(reference=reference).version
        return Asked(reference=reference, version=version, articles=articles)

    def begun(self, kind, circulation="notice", person=None, **told):
        """A draft; gives its reference."""
        done = drafting.begin(
            self.by(person or self.requester(kind)), kind, circulation, draft(kind, **told)
        )
        return done.about.removeprefix("notice:")

    def submitted(self, kind, **told):
        """A request that waits for review."""
        reference = self.begun(kind, **told)
        drafting.submit(self.by(self.requester(kind)), self.asked(reference))
        return reference

    def in_review(self, kind, **told):
        """A request that a reviewer has taken up and translated."""
        reference = self.submitted(kind, **told)
        reviewing.take_up(self.by(self.reviewer), self.asked(reference))
        self.translate(reference)
        return reference

    def translate(self, reference):
        """Enters all texts in the other languages."""
        notice = self.read(reference)
        for language in LANGUAGES:
            wanted = {name: f"[{language}] {text}" for name, text in texts(notice).items()}
            drafting.translate_texts(
                self.by(self.reviewer), self.asked(reference), language, wanted
            )

    def published(self, kind, **told):
        """A notice in force, in every answer."""
        reference = self.in_review(kind, **told)
        judge = self.legal if kind == "green" else self.reviewer
        settle(self.work.hub, reviewing.publish(self.by(judge), self.asked(reference)))
        self.work.follow()
        return reference
