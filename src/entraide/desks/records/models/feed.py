"""The change feed, its head, the ids that were given, and the notes beside records."""

from django.db import models


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
