"""The independent commission's cases: requests of people about what is kept on them.

What a person wrote, and what the commission and owners wrote about it, is sealed under a key of its
own (`sealing`); the rows tell states and days only. Nothing here goes into the hub's journal: the
commission has its own chain of steps. Source: the commission's statute, domain §4.12.
"""

from typing import ClassVar

from django.db import models

from entraide.desks.bureaus.models import Bureau
from entraide.language import _


class Case(models.Model):
    """One request and where it stands.

    Attributes:
        reference: how everybody names it ("CR-7H2K-91QX"); says nothing of its order.
        code: SHA-256 of the code by which the applicant reads its state; the code is told once.
        sealed: what the applicant wrote (`sealing.Applied`).
        answer: what the applicant is told in the end, sealed; empty until then.
    """

    class Kind(models.TextChoices):
        """What is asked for."""

        ACCESS = "access", _("To know what is kept on me")
        CORRECTION = "correction", _("To have it corrected")
        DELETION = "deletion", _("To have it deleted")
        REVISION = "revision", _("To have an earlier decision revised")

    class State(models.TextChoices):
        """Where it stands."""

        RECEIVED = "received", _("Received")
        EXAMINED = "examined", _("Admissible: being examined")
        DECIDED = "decided", _("Decided")
        CLOSED = "closed", _("Closed")
        INADMISSIBLE = "inadmissible", _("Not admissible")

    class Outcome(models.TextChoices):
        """What was decided."""

        DISCLOSED = "disclosed", _("What is kept was disclosed")
        NEUTRAL = "neutral", _("Checked; nothing is confirmed or denied")
        GRANTED = "granted", _("Granted: corrected or deleted")
        DISMISSED = "dismissed", _("Dismissed")

    reference = models.CharField(max_length=16, unique=True)
    code = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=14, choices=State.choices, default=State.RECEIVED)
    language = models.CharField(max_length=8)
    received_at = models.DateTimeField()
    admitted_at = models.DateTimeField(null=True)
    due_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default="")
    closed_at = models.DateTimeField(null=True)
    sealed = models.BinaryField()
    answer = models.BinaryField(default=bytes)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="case_due")]

    def __str__(self) -> str:
        return self.reference


class Step(models.Model):
    """A line of the commission's own trail: who did what in a case; each bound to the one before.

    Attributes:
        text: what was written, sealed.
        digest: SHA-256 of the digest before it (of all cases together) and of this line.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    what = models.CharField(max_length=24)
    text = models.BinaryField(default=bytes)
    digest = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.what}"


class OwnerQuestion(models.Model):
    """What the commission asked of a bureau; only then does that bureau know of a case.

    Attributes:
        consents: whether the bureau agrees to disclosure; None until it answers.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="questions")
    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    text = models.BinaryField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, default="")
    consents = models.BooleanField(null=True)
    answer = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return f"{self.case_id} {self.bureau_id}"
