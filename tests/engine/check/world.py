"""A small world to ask questions of: records, notes and an asker, without any disk."""

import bisect
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

from entraide.engine.check.decide import Circumstances, Rules, judge
from entraide.engine.check.permissions import Permissions
from entraide.engine.check.wire import Asker, Query
from entraide.engine.databases import REGISTRY, by_code
from entraide.engine.index.entry import entry_of
from entraide.engine.index.keys import record_keys
from entraide.engine.schema.references import publish
from entraide.engine.schema.state import Position, RecordState
from entraide.engine.schema.vocabulary import Purpose, Role, Status

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = b"k" * 32
EVERYTHING = frozenset(database.code for database in REGISTRY.all)


def rules(**changes):
    return Rules(
        **{
            "permissions": Permissions(REGISTRY),
            "publish": lambda database, number: publish(KEY, database.acronym, number),
            "version": "test",
        }
        | changes
    )


def asker(country="QMA", role=Role.BUREAU, **changes):
    return Asker(
        **{
            "grant": f"g-{country}-{role}",
            "country": country,
            "unit": "unit",
            "role": role,
            "databases": EVERYTHING,
            "purposes": frozenset(Purpose),
            "clearance": 3,
            "officer": "o-1",
            "workstation": "w-1",
        }
        | changes
    )


RULES = rules()


class World:
    """Records in memory under the contracts of `engine.index.reading`."""

    fingerprint = "test"
    is_current = True

    def __init__(self):
        self.position = Position("e1", 1)
        self.followed_at = NOW
        self._entries, self._rows, self._notes = {}, {}, {}
        self._ids = count(1)

    def add(self, code, body, *, owner="QMZ", id=None, **envelope):
        database = by_code(code)
        state = RecordState(
            **{
                "database": code,
                "id": next(self._ids) if id is None else id,
                "version": 1,
                "owner": owner,
                "owner_ref": "ref",
                "status": Status.ACTIVE,
                "body": body,
                "purposes": database.purposes,
            }
            | envelope
        )
        self._entries[(database.number, state.id)] = entry_of(database, state)
        for key in record_keys(database, body):
            self._rows.setdefault(key, set()).add((database.number, state.id))
        return state.id

    def take(self, name, value):
        self._notes[name] = value

    def entry(self, database, id):
        return self._entries.get((database, id))

    def under(self, key):
        return [self._entries[found] for found in sorted(self._rows.get(key, ()))]

    def beginning(self, key):
        rows = sorted(self._rows)
        for row in rows[bisect.bisect_left(rows, key) :]:
            if not row.startswith(key):
                return
            yield from self.under(row)

    def note(self, name):
        return self._notes.get(name)

    @contextmanager
    def snapshot(self):
        yield self

    def ask(self, *subjects, by=None, purpose=Purpose.CRIMINAL_INVESTIGATION_INFO, **more):
        """The answer to one question."""
        return self.judge(*subjects, by=by, purpose=purpose, **more).answer

    def judge(self, *subjects, by, purpose, under=None, after=timedelta(0), **query):
        at = Circumstances(
            now=NOW + after, fingerprint=self.fingerprint, is_current=self.is_current
        )
        question = Query(subjects=list(subjects), purpose=purpose, **query)
        return judge(question, by or asker(), self, rules=under or RULES, at=at)
