"""Who did what: the journal, what owners are told, and requests that were seen."""

from typing import ClassVar

from django.db import models

from entraide.desks.records.compact import MomentField


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
