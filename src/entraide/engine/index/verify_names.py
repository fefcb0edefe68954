"""Comparing what an index finds persons by with what their names should be found by."""

from collections.abc import Callable, Mapping
from typing import Any

from entraide.engine.index.applying import record_row
from entraide.engine.index.forms import name_part, record_codes
from entraide.engine.index.id_lists import every_list
from entraide.engine.index.name_codes import (
    word_bytes,
    word_codes,
    word_text,
)
from entraide.engine.index.snapshot import LmdbSnapshot
from entraide.engine.schema.database import Database

Tell = Callable[[str, int, int], None]
"""Told a fault, the database's number, and the record's id; 0 if it is of a word."""


class NamesCompared:
    """The name part of one snapshot held against what it should hold."""

    def __init__(self, snapshot: LmdbSnapshot, tell: Tell) -> None:
        self._snapshot = snapshot
        self._tell = tell
        self._listed = 0
        self._forms = 0
        self._words: dict[int, set[str]] = {}

    def expect(self, database: Database, id: int, values: Mapping[str, Any]) -> None:
        """Compares one record that should be found by its names, if its database has any."""
        if database.names is None:
            return
        part = name_part(database, values)
        self._listed += len(part.codes)
        self._forms += 1
        row = record_row(database.number, id)
        if self._snapshot.raw("forms", row) != part.form:
            self._tell("form", database.number, id)
        if not all(self._snapshot.names(code, id) for code in part.codes):
            self._tell("name", database.number, id)
        self._words.setdefault(database.number, set()).update(part.words)

    def find_extra(self, databases: Mapping[int, Database]) -> None:
        """Finds what is held beyond that, and compares the vocabulary."""
        lists = every_list(self._snapshot.rows("names"))
        if sum(len(ids) for _code, ids in lists) != self._listed:
            for code, ids in every_list(self._snapshot.rows("names")):
                for id in ids.tolist():
                    if not self._is_found_by(databases.get(code[0]), code, id):
                        self._tell("extra_name", code[0], id)
        if self._snapshot.count("forms") != self._forms:
            for row, _form in self._snapshot.rows("forms"):
                if self._snapshot.held(row) is None:
                    self._tell("extra_form", row[0], int.from_bytes(row[1:], "big"))
        self._compare_vocabulary()

    def _compare_vocabulary(self) -> None:
        expected = 0
        for number, words in self._words.items():
            for word in words:
                codes = word_codes(number, word)
                expected += len(codes)
                held = word_bytes(word)
                if not all(self._snapshot.lists("vocabulary", code, held) for code in codes):
                    self._tell("word", number, 0)
        if self._snapshot.count("vocabulary") == expected:
            return
        for code, held in self._snapshot.rows("vocabulary"):
            word = word_text(held)
            if word not in self._words.get(code[0], ()) or code not in word_codes(code[0], word):
                self._tell("extra_word", code[0], 0)

    def _is_found_by(self, database: Database | None, code: bytes, id: int) -> bool:
        if database is None:
            return False
        held = self._snapshot.held(code[:1] + id.to_bytes(8, "big"))
        return held is not None and code in record_codes(database, held.values)
