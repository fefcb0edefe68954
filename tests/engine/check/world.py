"""A small world to ask questions of: records, notes and an asker, without any disk."""

from datetime import UTC, datetime, timedelta
from itertools import count

from entraide.engine.check.decide import Circumstances, Rules, judge
from entraide.engine.check.permissions import Permissions
from entraide.engine.check.wire import Asker, Query
from entraide.engine.databases import REGISTRY, by_code
from entraide.engine.index.memory import MemoryIndex
from entraide.engine.schema.references import publish
from entraide.engine.schema.state import (
    Change,
    NotePut,
    Position,
    RecordGone,
    RecordPut,
    RecordState,
)
from entraide.engine.schema.vocabulary import Purpose, Role, Status

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = b"k" * 32
EVERYTHING = frozenset(database.code for database in REGISTRY.all)


def rules(**changes):
    return Rules(
        **{
            "permissions": Permissions(REGISTRY),
            "publish": lambda acronym, number: publish(KEY, acronym, number),
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
    """Records and notes in a memory index, put there as the feed would."""

    def __init__(self):
        self.position = Position("e1", 1)
        self.index = MemoryIndex({each.code: each for each in REGISTRY.all}, self.position)
        self.is_current = True
        self._ids, self._seq = count(1), count(2)
        self._apply()

    @property
    def fingerprint(self):
        return self.index.fingerprint

    def snapshot(self):
        return self.index.snapshot()

    def add(self, code, body, *, owner="QMZ", id=None, **envelope):
        """Puts a record; gives its id."""
        state = RecordState(
            **{
                "database": code,
                "id": next(self._ids) if id is None else id,
                "version": 1,
                "owner": owner,
                "owner_ref": "ref",
                "status": Status.ACTIVE,
                "body": body,
                "purposes": by_code(code).purposes,
            }
            | envelope
        )
        self._apply(RecordPut(state))
        return state.id

    def remove(self, code, id):
        self._apply(RecordGone(code, id, 2))

    def take(self, name, value):
        """Puts a note."""
        self._apply(NotePut(name, value))

    def _apply(self, *changes):
        numbered = [Change(next(self._seq), what) for what in changes]
        self.index.apply(numbered, self.position, NOW)

    def ask(self, *subjects, by=None, purpose=Purpose.CRIMINAL_INVESTIGATION_INFO, **more):
        """The answer to one question."""
        return self.judge(*subjects, by=by, purpose=purpose, **more).answer

    def judge(self, *subjects, by, purpose, under=None, after=timedelta(0), **query):
        at = Circumstances(
            now=NOW + after, fingerprint=self.fingerprint, is_current=self.is_current
        )
        question = Query(subjects=list(subjects), purpose=purpose, **query)
        with self.snapshot() as snapshot:
            return judge(question, by or asker(), snapshot, rules=under or RULES, at=at)
