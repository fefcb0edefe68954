"""The truth: records, their past, the change feed, the journal and what must not be forgotten.

One table holds the records of every database. Columns are small on purpose (`compact.py`): a record
costs at most 300 bytes with its feed row and indexes. No foreign keys between these tables: their
rows are written together in one transaction, and a constraint would cost an index each.
Rows are written in `actions.py` and its siblings only, and read through `queries.py` and `feed.py`.
"""

from typing import ClassVar

from django.db import models

from entraide.desks.records.compact import CodesField, DayField, MomentField


class Record(models.Model):
    """A record as it stands. `body` is compact JSON, empty once the record is withdrawn.

    Attributes:
        database: the database's number.
        status: a number of `envelope.STATUSES`.
        purposes, handling: bit masks in the order of their word lists.
        retention_until: the day from which it is no longer answered, and is withdrawn.
        answered_until: the day from which it is no longer answered though it is kept (an expired
            notice); None where that is only the end of retention.
        batch: the import that last wrote it, None if a person did.
        reliability, accuracy: places in their word lists; None where the owner grades nothing.
    """

    pk = models.CompositePrimaryKey("database", "id")
    database = models.PositiveSmallIntegerField()
    id = models.BigIntegerField()
    owner = models.CharField(max_length=8)
    owner_ref = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    version = models.IntegerField()
    body = models.BinaryField()
    body_version = models.PositiveSmallIntegerField()
    purposes = models.IntegerField()
    confidentiality = models.PositiveSmallIntegerField()
    handling = models.PositiveSmallIntegerField()
    restricted = CodesField(default="", blank=True)
    created_at = MomentField()
    updated_at = MomentField()
    review_on = DayField(null=True)
    retention_until = DayField(null=True)
    answered_until = DayField(null=True)
    parent_database = models.PositiveSmallIntegerField(null=True)
    parent_id = models.BigIntegerField(null=True)
    batch = models.BigIntegerField(null=True)
    reliability = models.PositiveSmallIntegerField(null=True)
    accuracy = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["database", "owner", "owner_ref"], name="record_owner_ref_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["parent_database", "parent_id"],
                condition=models.Q(parent_id__isnull=False),
                name="record_parent",
            ),
            models.Index(fields=["retention_until"], name="record_retention"),
        ]

    def __str__(self) -> str:
        return f"{self.database}/{self.id} v{self.version}"


class RecordVersion(models.Model):
    """What a record was before a change, as JSON of its state; gone when the record is withdrawn.

    Attributes:
        review_on, retention_until: what the state itself does not say.
        batch: the import that replaced this version, so that it can be undone.
        was_batch: the import that had written this version.
    """

    database = models.PositiveSmallIntegerField()
    record = models.BigIntegerField()
    version = models.IntegerField()
    state = models.BinaryField()
    review_on = DayField(null=True)
    retention_until = DayField(null=True)
    replaced_at = MomentField()
    batch = models.BigIntegerField(null=True)
    was_batch = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["database", "record", "version"], name="record_version_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["batch"], condition=models.Q(batch__isnull=False), name="version_batch"
            )
        ]

    def __str__(self) -> str:
        return f"{self.database}/{self.record} v{self.version}"


class FeedHead(models.Model):
    """The one row whose lock is the truth's pen: who holds it writes, all others wait.

    Attributes:
        epoch: changed by every restore.
        seq: the last number given in the feed.
        tied: the last line of the journal whose digest is in the trail.
    """

    epoch = models.CharField(max_length=32)
    seq = models.BigIntegerField(default=0)
    tied = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.epoch}:{self.seq}"


class IdCounter(models.Model):
    """The last id given in a database. Ids are never given twice, even after a restore."""

    database = models.PositiveSmallIntegerField(primary_key=True)
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.database}: {self.last}"


class FeedRow(models.Model):
    """One committed change: the record and version, or the name of a note (`database` is 0)."""

    seq = models.BigAutoField(primary_key=True)  # always given; "auto" makes it SQLite's rowid
    database = models.PositiveSmallIntegerField()
    record = models.BigIntegerField()
    version = models.IntegerField()
    note = models.CharField(max_length=100, default="")

    def __str__(self) -> str:
        return f"{self.seq}: {self.note or f'{self.database}/{self.record} v{self.version}'}"


class Note(models.Model):
    """Something small that answers need beside records, as it stands now; None when it is gone."""

    name = models.CharField(max_length=100, primary_key=True)
    value = models.JSONField(null=True)

    def __str__(self) -> str:
        return self.name


class Act(models.Model):
    """A line of the journal: who did what to which record, when and why.

    Attributes:
        actor: "person:7", "key:3" or "hub".
        records: how many records the line is about (an import's slice is one line).
        changes: field → [digest before, digest after], keyed: values are never kept here.
    """

    at = MomentField()
    actor = models.CharField(max_length=80)
    bureau = models.CharField(max_length=8)
    what = models.CharField(max_length=32)
    about = models.CharField(max_length=100, default="")
    database = models.PositiveSmallIntegerField(null=True)
    record = models.BigIntegerField(null=True)
    version = models.IntegerField(null=True)
    records = models.IntegerField(default=1)
    reason = models.TextField(default="")
    changes = models.JSONField(default=dict)
    batch = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["database", "record"], name="act_record")]

    def __str__(self) -> str:
        return f"{self.what} {self.database}/{self.record}"


class Batch(models.Model):
    """An import: one file, one owner, one database; what it did and how far it came.

    Attributes:
        digest: SHA-256 of the file, by which an interrupted import is taken up again.
        line: the last line of the file that is committed.
        counts: added, changed, unchanged, refused.
    """

    class State(models.TextChoices):
        """Where it stands."""

        RUNNING = "running"
        DONE = "done"
        UNDOING = "undoing"
        UNDONE = "undone"

    database = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=8)
    actor = models.CharField(max_length=80)
    source = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    line = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    started_at = MomentField()
    finished_at = MomentField(null=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.owner} {self.state}"


class BatchAdded(models.Model):
    """A run of ids that an import added: what its undoing withdraws."""

    batch = models.BigIntegerField(db_index=True)
    database = models.PositiveSmallIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["database", "first"], name="added_first")]

    def __str__(self) -> str:
        return f"{self.batch}: {self.database}/{self.first}-{self.last}"


class Tombstone(models.Model):
    """A keyed digest of what was withdrawn: no import brings it back, and it says nothing."""

    digest = models.BinaryField(max_length=32, primary_key=True)
    database = models.PositiveSmallIntegerField()
    buried_at = MomentField()

    def __str__(self) -> str:
        return bytes(self.digest).hex()[:12]


class RequestSeen(models.Model):
    """A write that was asked under an Idempotency-Key, and what came of it."""

    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    at = MomentField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["actor", "key"], name="request_once")
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"


class ErasureLedger(models.Model):
    """What must be gone: replayed upon every restore, so that a backup brings nothing back.

    Attributes:
        line: counted from 1 under the pen, the same in the ledger's copy beside the truth.
        tombstone: empty where the record may come back.
    """

    line = models.BigIntegerField(primary_key=True)
    database = models.PositiveSmallIntegerField()
    record = models.BigIntegerField()
    version = models.IntegerField()
    tombstone = models.BinaryField(max_length=32)
    reason = models.CharField(max_length=40)
    at = MomentField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["database", "record"], name="erasure_record")]

    def __str__(self) -> str:
        return f"{self.database}/{self.record} {self.reason}"


class OwnerNotice(models.Model):
    """What an owner must be told: somebody else acted on its record."""

    owner = models.CharField(max_length=8, db_index=True)
    at = MomentField()
    actor = models.CharField(max_length=80)
    bureau = models.CharField(max_length=8)
    what = models.CharField(max_length=32)
    database = models.PositiveSmallIntegerField(null=True)
    record = models.BigIntegerField(null=True)
    records = models.IntegerField(default=1)
    reason = models.TextField(default="")
    read_at = MomentField(null=True)

    def __str__(self) -> str:
        return f"{self.owner}: {self.what} {self.database}/{self.record}"
