"""The test deck: invented records, and questions about them that every hub answers alike.

It is data (deck.toml beside this file): `entraide conformance` asks it, and other programs may.
"""

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

FILE: Final = Path(__file__).with_name("deck.toml")
KEYS: Final = ("border", "rushing", "revoked")
"""The systems of the deck: one that asks, one that asks too much, one whose key was taken back."""
MOST_ASKED: Final = 200
"""A hub that does not refuse by then sets no bound that means anything."""
_DAY: Final = re.compile(r"^today([+-]\d+)$")


class DeckRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record of the deck's owner; `restricted` as in an envelope."""

    database: str
    ref: str
    body: dict[str, Any]
    restricted: list[str] = []


class Ask(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One request.

    Attributes:
        key: one of `KEYS`, "unknown" or "none".
        question: what is said beside the subjects, over what is always said; `without` takes away.
        raw: sent in place of a question.
        client_id: the same word means the same id within one run.
        copies: how often the subjects are repeated; "{}" in a name is another word in each.
        until: asked again until this status comes, at most `MOST_ASKED` times.
        same, within_s: what is looked at besides.
    """

    key: str = "border"
    method: str = "POST"
    type: str = "application/json"
    language: str = ""
    subjects: list[dict[str, Any]] = []
    question: dict[str, Any] = {}
    without: list[str] = []
    raw: str = ""
    client_id: str = ""
    copies: int = 1
    until: int = 0
    same: bool = False
    within_s: float = 0.0


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Requests in turn, and what comes of them in the words of the sheet, joined by "; "."""

    code: str
    asks: list[Ask]
    expects: str


class Deck(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole deck: who owns its records, who asks, the records and the cases."""

    version: int
    owner: str
    asker: str
    records: list[DeckRecord]
    cases: list[Case]


@cache
def deck() -> Deck:
    """The deck of this version of the program."""
    return msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), Deck)


def dated(value: Any, today: date) -> Any:
    """A body with its days filled in: "today-40" becomes a date."""
    if isinstance(value, dict):
        return {name: dated(each, today) for name, each in value.items()}
    if isinstance(value, list):
        return [dated(each, today) for each in value]
    if isinstance(value, str) and (found := _DAY.match(value)):
        return (today + timedelta(days=int(found[1]))).isoformat()
    return value
