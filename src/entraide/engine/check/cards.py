"""From a match to what the officer sees: card, what to do, whom to call (invariants 5 and 6)."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from entraide.engine.check.matches import Match
from entraide.engine.check.wire import Asker, Bureau, Hit
from entraide.engine.index.reading import Snapshot
from entraide.engine.matching.score import NOTHING
from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds.country import country
from entraide.language import translate

_PARAMETER: Final = re.compile(r"%\((\w+)\)s")
UNKNOWN: Final = "–"
"""Stands in a sentence where the record does not say."""


def contact_note(code: str) -> str:
    """The note that holds how to reach a bureau day and night: name, phone and email."""
    return f"contact/{code}"


class Cards:
    """Makes the hits of one answer.

    Attributes:
        notes: the contacts that were read, by the note's name: what a replay needs.
    """

    __slots__ = ("_asker", "_bureaus", "_language", "_publish", "_snapshot", "notes")

    def __init__(
        self,
        asker: Asker,
        snapshot: Snapshot,
        *,
        language: str,
        publish: Callable[[str, int], str],
    ) -> None:
        self._asker, self._snapshot = asker, snapshot
        self._language, self._publish = language, publish
        self._bureaus: dict[str, Bureau] = {}
        self.notes: dict[str, Any] = {}

    def hit(self, match: Match) -> Hit:
        """What the asker is shown of a match, at the card's level; never more."""
        entry, database = match.entry, match.way.database
        values, scored = entry.values, match.scored or NOTHING
        return Hit(
            subject=match.subject,
            database=database.code,
            record=self._publish(database.acronym, entry.id),
            version=entry.version,
            owner=entry.owner,
            verdict=match.verdict,
            score=match.score,
            reasons=match.reasons,
            differs=match.differs,
            probability=scored.probability if match.scored else None,
            one_in=scored.one_in if match.scored else 0,
            parts=list(scored.parts),
            fields=list(scored.fields),
            card={field: values[field] for field in database.card if field in values},
            action=self._action(database, entry.owner, values),
            call=self._call(entry.owner),
            confidentiality=entry.confidentiality,
        )

    def _action(self, database: Database, owner: str, values: Mapping[str, Any]) -> str:
        sentence = database.action.sentence(values)
        params: dict[str, object] = {}
        for name in _parameters(sentence):
            if name == "owner":
                params[name] = self._bureau(owner).name or country.show(owner, self._language)
            elif name in values:
                kind = database.field_named(name).kind
                params[name] = kind.show(values[name], self._language)
            else:
                params[name] = UNKNOWN
        return translate(sentence, self._language, **params)

    def _call(self, owner: str) -> list[Bureau]:
        """The asker's own bureau first: it knows what its law allows."""
        own = self._bureau(self._asker.country)
        return [own] if owner == self._asker.country else [own, self._bureau(owner)]

    def _bureau(self, code: str) -> Bureau:
        known = self._bureaus.get(code)
        if known is None:
            name = contact_note(code)
            note = self._snapshot.note(name)
            if note is None:
                note = {}
            else:
                self.notes[name] = note
            known = self._bureaus[code] = Bureau(
                code,
                _named(note.get("name", ""), self._language),
                str(note.get("phone", "")),
                str(note.get("email", "")),
            )
        return known


def _named(name: Any, language: str) -> str:
    """A bureau's name, which its note holds as one text or by language."""
    if isinstance(name, Mapping):
        return str(name.get(language) or name.get("en") or "")
    return str(name)


@cache
def _parameters(sentence: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_PARAMETER.findall(sentence)))
