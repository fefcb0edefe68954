"""What the audit room keeps: the watch, inquiries into officers, reasons asked, registers.

Of what was asked about nothing is kept here, only lines of the trail by their ids. Rows are written
in `actions.py`, `watching.py`, `inquiries.py`, `reasons.py` and `entries.py`, read through
`queries.py`.
"""

from typing import ClassVar

from django.db import models

from entraide.desks.bureaus.models import Person
from entraide.language import _


class WatchSettings(models.Model):
    """The thresholds of a bureau, or of the hub where `bureau` is "": name → number.

    Attributes:
        values: those that differ from what holds for everybody (`thresholds.THRESHOLDS`).
    """

    bureau = models.CharField(max_length=8, primary_key=True)
    values = models.JSONField(default=dict)
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.bureau or "hub"


class Watched(models.Model):
    """A name or a number about which a bureau wants to know who asks; itself it is not kept.

    Attributes:
        digest: keyed, of the name or number as `asked.name_form` and `asked.number_form` have it.
        label: what the bureau calls it; never the name or number itself.
    """

    class Kind(models.TextChoices):
        """What it is."""

        NAME = "name", _("Name")
        NUMBER = "number", _("Number")

    bureau = models.CharField(max_length=8)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    digest = models.CharField(max_length=32)
    label = models.CharField(max_length=100)
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bureau", "digest"], name="watched_once")
        ]

    def __str__(self) -> str:
        return f"{self.bureau}: {self.label}"


class WatchedDay(models.Model):
    """A day (UTC) whose use was looked through: it is looked through once."""

    day = models.DateField(primary_key=True)
    lines = models.BigIntegerField()
    signals = models.IntegerField()
    watched_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.day.isoformat()


class Inquiry(models.Model):
    """An inquiry into how one officer used the hub, and where it stands.

    Attributes:
        bureau, officer: as the trail names them.
        person: the officer's account; None where a national system named the officer.
        is_head: the officer administers the bureau, so that its head does not inquire.
        due_on: by when the officer is to answer.
        item: of the officer's inbox, in which it is asked.
    """

    class State(models.TextChoices):
        """Where it stands."""

        OPENED = "opened", _("Opened")
        ASKED = "asked", _("Officer asked")
        ANSWERED = "answered", _("Answered")
        FOUND = "found", _("Finding made")
        REPORTED = "reported", _("Reported")
        CLOSED = "closed", _("Closed")

    class Finding(models.TextChoices):
        """What was found."""

        JUSTIFIED = "justified", _("Justified")
        MISUSE = "misuse", _("Misuse")
        UNCLEAR = "unclear", _("Unclear")

    bureau = models.CharField(max_length=8)
    officer = models.CharField(max_length=128)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    is_head = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPENED)
    opened_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    item = models.BigIntegerField(null=True)
    finding = models.CharField(max_length=10, choices=Finding.choices, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["bureau", "closed_at"], name="inquiry_of_bureau"),
            models.Index(fields=["person", "asked_at"], name="inquiry_of_person"),
        ]

    def __str__(self) -> str:
        return f"inquiry:{self.pk} {self.state}"


class InquirySignal(models.Model):
    """What made somebody look: which detector, on which day, and the lines that show it.

    Attributes:
        numbers: what fills the detector's sentence.
        lines: ids of lines of the trail, at most `detectors.MOST_LINES`.
    """

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="signals")
    detector = models.CharField(max_length=16)
    day = models.DateField()
    numbers = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inquiry", "detector", "day"], name="inquiry_signal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.detector} {self.day}"


class InquiryStep(models.Model):
    """What was done in an inquiry, by whom, and in which words."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    what = models.CharField(max_length=10)
    text = models.TextField(default="")

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.what}"


class ReasonAsked(models.Model):
    """A check whose officer is asked afterwards why it was made; one in so many is.

    Attributes:
        kinds: the kinds of subjects that were asked about (`SubjectKind`).
        item: of the officer's inbox, in which it is asked.
        inquiry: what silence became.
    """

    line = models.CharField(max_length=32, unique=True)
    bureau = models.CharField(max_length=8)
    officer = models.CharField(max_length=128)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    unit = models.CharField(max_length=64)
    workstation = models.CharField(max_length=64)
    purpose = models.CharField(max_length=32)
    place = models.CharField(max_length=200, default="")
    kinds = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    item = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    text = models.TextField(default="")
    inquiry = models.ForeignKey(Inquiry, models.SET_NULL, related_name="+", null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "answered_at", "due_on"], name="reason_of_person"),
            models.Index(fields=["bureau", "-asked_at"], name="reason_of_bureau"),
        ]

    def __str__(self) -> str:
        return self.line


class TrailReached(models.Model):
    """How far the trail was read for what the audit room asks: name → chain → place."""

    name = models.CharField(max_length=16, primary_key=True)
    places = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class RegisterEntry(models.Model):
    """One version of an entry of a register (`registers.REGISTERS`); none is ever erased.

    Attributes:
        number: of the entry, counted in its register.
        about: what the hub itself entered it for ("database:persons", "list:7"); "" by hand.
        content: field → what was written; moments and days in ISO 8601.
        facts: what the hub itself knows, as codes, put into words where it is read.
        reason: why this version corrects the one before.
    """

    register = models.CharField(max_length=12)
    number = models.BigIntegerField()
    version = models.PositiveSmallIntegerField()
    is_latest = models.BooleanField(default=True)
    bureau = models.CharField(max_length=8)
    about = models.CharField(max_length=60, default="")
    content = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    reason = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["register", "number", "version"], name="register_version_once"
            ),
            models.UniqueConstraint(
                fields=["register", "about", "version"],
                condition=~models.Q(about=""),
                name="register_about_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["register", "bureau", "is_latest"], name="register_of_bureau"),
            models.Index(fields=["about"], name="register_about"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.number} v{self.version}"
