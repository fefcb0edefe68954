"""What a bureau has to look at: its work list, and who consulted its records.

Rows are written in `actions.py` only and read through `queries.py`. Messages between bureaus, when
there are any, carry these items; they do not replace them.
"""

from typing import ClassVar

from django.db import models

from entraide.desks.bureaus.models import Bureau, Person
from entraide.language import _


class Item(models.Model):
    """One thing that a bureau is asked to look at, and what became of it.

    Attributes:
        bureau: whose inbox it lies in.
        sender: the code of the bureau that sent it; the hub's own acts come from the secretariat.
        sender_name: as the journal names who acted ("person:7", "hub").
        subject: a marked sentence, translated where it is read, with the parameters in `told`.
        text: what the sender wrote in its own words; shown as text, never as markup.
        database, record: the record that it is about, by numbers; None if about none.
        line: the line of the trail that it is about, "" if about none.
        answers: the item that this one replies to.
        only_for: the one person who sees it and answers it, on a page of its own; None for all.
    """

    class Kind(models.TextChoices):
        """What is asked."""

        REVIEW_REQUEST = "review_request", _("Review request")
        DOUBT = "doubt", _("Doubt")
        RECEIPT = "receipt", _("Receipt")
        ANNOUNCEMENT = "announcement", _("Announcement")
        ANSWER = "answer", _("Reply")
        QUESTION = "question", _("Question to you")

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    sender = models.CharField(max_length=8)
    sender_name = models.CharField(max_length=80)
    sent_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    subject = models.TextField()
    told = models.JSONField(default=dict)
    text = models.TextField(default="")
    database = models.PositiveSmallIntegerField(null=True)
    record = models.BigIntegerField(null=True)
    line = models.CharField(max_length=32, default="")
    answers = models.ForeignKey("self", models.PROTECT, related_name="replies", null=True)
    only_for = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    assigned_to = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=80, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["bureau", "done_at", "due_on"], name="item_of_bureau"),
            models.Index(fields=["sender", "sent_at"], name="item_sent"),
            models.Index(fields=["database", "record"], name="item_record"),
        ]

    def __str__(self) -> str:
        return f"{self.bureau_id}: {self.kind} {self.pk}"


class Consultation(models.Model):
    """A record that somebody was shown, as the trail says: the owner's hit list.

    It holds nothing of what was asked: the criteria stay sealed in the trail.

    Attributes:
        line: the line of the trail.
        manner: "checked" for an answer to a check, else how the full record left (`lines.Manner`).
        verdict: of the match, "" for full records.
        country, unit, role, officer: who asked.
    """

    owner = models.CharField(max_length=8)
    database = models.PositiveSmallIntegerField()
    record = models.BigIntegerField()
    version = models.IntegerField()
    line = models.CharField(max_length=32)
    at = models.DateTimeField()
    manner = models.CharField(max_length=10)
    verdict = models.CharField(max_length=12, default="")
    country = models.CharField(max_length=8)
    unit = models.CharField(max_length=64)
    role = models.CharField(max_length=16)
    officer = models.CharField(max_length=128)
    purpose = models.CharField(max_length=32)
    place_kind = models.CharField(max_length=16, default="")
    place = models.CharField(max_length=200, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "database", "record"], name="consultation_once")
        ]
        indexes: ClassVar = [models.Index(fields=["owner", "-at"], name="consultation_owner")]

    def __str__(self) -> str:
        return f"{self.line} {self.database}/{self.record}"


class TrailRead(models.Model):
    """How far the trail was read for the hit lists: chain → place."""

    places = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.places)
