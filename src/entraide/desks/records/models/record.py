"""Records as they stand, and what they were."""

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
