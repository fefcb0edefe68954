"""Two small databases and a feed that is a list, for tests of the index."""

from datetime import UTC, datetime
from functools import partial

from entraide.clock import SetClock
from entraide.engine.index.exact import LmdbIndex
from entraide.engine.index.follow import Follower
from entraide.engine.schema import field_kinds as kinds
from entraide.engine.schema.database import (
    Database,
    Field,
    Key,
    NameSearch,
    Retention,
    Wording,
)
from entraide.engine.schema.state import (
    Change,
    NotePut,
    Position,
    RecordGone,
    RecordPut,
    RecordState,
)
from entraide.engine.schema.vocabulary import (
    Level,
    Purpose,
    Role,
    Status,
    SubjectKind,
    Verdict,
    Writer,
)
from entraide.errors import Conflict

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

_declared = partial(
    Database,
    title="Title",
    about="About",
    action=Wording("Contact your bureau about what %(owner)s recorded."),
    written_by=Writer.ANY_BUREAU,
    asked_by={Role.FRONTLINE: Level.CARD},
    asked_for=frozenset({Purpose.LOCATE}),
    purposes=(Purpose.LOCATE,),
    retention=Retention(5),
)

PAPERS = _declared(
    code="papers",
    acronym="PAP",
    number=3,
    fields=(
        Field("number", kinds.document_number, "Number", required=True),
        Field("number_until", kinds.document_number, "Last number"),
        Field("issuing_country", kinds.country, "Country"),
        Field("remarks", kinds.long_text, "Remarks"),
        Field("illness", kinds.short_text, "Illness", sensitive=True),
    ),
    keys=(
        Key(SubjectKind.DOCUMENT, ("number", "issuing_country"), until="number_until"),
        Key(SubjectKind.DOCUMENT, ("number",), gives=Verdict.POSSIBLE, until="number_until"),
    ),
    card=("number", "issuing_country", "illness"),
)

PERSONS = _declared(
    code="persons",
    acronym="PER",
    number=1,
    fields=(
        Field("names", kinds.person_name, "Names", many=60),
        Field("birth_date", kinds.partial_date, "Date of birth"),
        Field("sex", kinds.sex, "Sex"),
        Field("nationalities", kinds.country, "Nationalities", many=10),
        Field(
            "documents",
            kinds.group(
                Field("number", kinds.document_number, "Number", required=True),
                Field("issuing_country", kinds.country, "Country"),
                Field("remarks", kinds.short_text, "Remarks"),
            ),
            "Documents",
            many=10,
        ),
        Field("phones", kinds.phone, "Telephones", many=10),
    ),
    keys=(
        Key(
            SubjectKind.DOCUMENT,
            ("documents.number", "documents.issuing_country"),
            ("number", "issuing_country"),
        ),
        Key(SubjectKind.DOCUMENT, ("documents.number",), ("number",), gives=Verdict.POSSIBLE),
        Key(SubjectKind.CONTACT, ("phones",), ("phone",)),
    ),
    names=NameSearch(),
    card=("names", "birth_date"),
)

DATABASES = {database.code: database for database in (PAPERS, PERSONS)}


def state(database, id, body, *, version=1, **envelope):
    """A record as the truth gives it."""
    given = {
        "owner": "UTO",
        "owner_ref": f"REF-{id}",
        "status": Status.ACTIVE,
        "purposes": (Purpose.LOCATE,),
    }
    return RecordState(database=database, id=id, version=version, body=body, **(given | envelope))


class ListFeed:
    """A change feed in a list (`schema.state.Feed`)."""

    def __init__(self, epoch="first"):
        self.epoch = epoch
        self.changes = []

    def add(self, what):
        """One more change; its number."""
        self.changes.append(Change(len(self.changes) + 1, what))
        return len(self.changes)

    def put(self, database, id, body, **envelope):
        return self.add(RecordPut(state(database, id, body, **envelope)))

    def gone(self, database, id, version):
        return self.add(RecordGone(database, id, version))

    def note(self, name, value):
        return self.add(NotePut(name, value))

    def head(self):
        return Position(self.epoch, len(self.changes))

    def since(self, position, limit):
        if position.epoch != self.epoch:
            raise Conflict("epoch")
        return self.changes[position.seq : position.seq + limit]

    def everything(self):
        standing = {}
        for change in self.changes:
            what = change.what
            if isinstance(what, RecordPut):
                standing[what.state.database, what.state.id] = what
            elif isinstance(what, RecordGone):
                standing.pop((what.database, what.id), None)
            else:
                standing[what.name] = what
        return self.head(), iter(list(standing.values()))


def paper(number, country="UTO", **more):
    return {"number": number, "issuing_country": country, **more}


def person(family, forename="", birth_date="", **more):
    name = {"family": family} | ({"forename": forename} if forename else {})
    body = {"names": [name], **more}
    return body | ({"birth_date": birth_date} if birth_date else {})


class Place:
    """An index in a folder, its feed and its follower."""

    def __init__(self, folder, feed=None, databases=DATABASES):
        self.feed = feed or ListFeed()
        self.clock = SetClock(NOW)
        self.index = LmdbIndex(folder, databases)
        self.follower = Follower(self.index, self.feed, clock=self.clock)

    def follow(self):
        while self.follower.step():
            pass

    def entry(self, database, id):
        with self.index.snapshot() as snapshot:
            return snapshot.entry(database, id)
