"""What must not be forgotten to be forgotten."""

from typing import ClassVar

from django.db import models

from entraide.desks.records.compact import MomentField


class Tombstone(models.Model):
    """A keyed digest of what was withdrawn: no import brings it back, and it says nothing."""

    digest = models.BinaryField(max_length=32, primary_key=True)
    database = models.PositiveSmallIntegerField()
    buried_at = MomentField()

    def __str__(self) -> str:
        return bytes(self.digest).hex()[:12]


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
