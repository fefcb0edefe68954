"""By what the public finds a notice, and what is left of one that is public no more."""

from typing import ClassVar

from django.db import models

from entraide.desks.records.compact import CodesField, DayField


class PublicNotice(models.Model):
    """A notice that the public may find. What it reads is made from the records, never from here.

    Written by the act that writes the record. One that is public no more keeps its colour, its
    entity id and the day, so that mirrors take it down; all else is emptied.

    Attributes:
        record: its id in the database `notices`.
        party: "persons" or "entities".
        path: the entity id as an address has it.
        name, forename, text: without accents and capitals.
        born: the first day that a birth date known in part may be.
        until: the day from which it is not answered any more.
        removed_on: the day since which it is public no more.
    """

    record = models.BigIntegerField(primary_key=True)
    colour = models.CharField(max_length=8)
    party = models.CharField(max_length=8)
    owner = models.CharField(max_length=8)
    entity_id = models.CharField(max_length=64)
    path = models.CharField(max_length=64)
    name = models.TextField(default="")
    forename = models.TextField(default="")
    text = models.TextField(default="")
    sex = models.CharField(max_length=1, default="")
    nationalities = CodesField(default="")
    warrants = CodesField(default="")
    un_reference = models.TextField(default="")
    un_resolution = models.TextField(default="")
    born = DayField(null=True)
    published = DayField(null=True)
    until = DayField(null=True)
    removed_on = DayField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["colour", "-published", "-record"], name="public_newest"),
            models.Index(fields=["colour", "born"], name="public_born"),
            models.Index(fields=["path"], name="public_path"),
            models.Index(
                fields=["removed_on"],
                condition=models.Q(removed_on__isnull=False),
                name="public_removed",
            ),
            models.Index(fields=["until"], name="public_until"),
        ]

    def __str__(self) -> str:
        return f"{self.colour} {self.entity_id}"
