"""Notices from their first draft on: what was asked, every move, and what is left after deletion.

Before publication nothing of it is in the records; from publication on `person` and `body` say what
the records say. Rows are written in `actions/` only and read through `queries.py`.
Source: domain §2.3.
"""

from typing import ClassVar

from django.db import models

from entraide.desks.bureaus.models import Bureau, Person
from entraide.desks.notices.states import TITLES, State


class Notice(models.Model):
    """One request for a notice or diffusion, and what became of it.

    Attributes:
        reference: how everybody at the desk names it ("N-7H2K-91QX"); says nothing of its order.
            Also the owner's reference of its records.
        recipients: codes of the bureaus that a diffusion goes to; empty for all.
        before: the state that a suspension or a review left.
        version: counted with every move; whoever acts names the one that they have read.
        level: 1 before the secretariat's reviewers, 2 before its legal reviewer.
        person, body: as the databases `persons` and `notices` declare them.
        stated: what the request states that no record keeps (`case.Stated`).
        refugee_from: countries from which the person has asylum.
        language: in which its texts are written.
        translations: language → field → text.
        envelope: what the owner decided beside the bodies (restricted, confidentiality, handling).
        requested_by: whose own initiative it is (`case.Requester`).
        urgent_until: by when it is of use; None for a request without haste.
        translations_due: until when the pending languages are to follow.
        proposal: a change that waits for the reviewers: {"move", "person", "body", "reason"}.
        ground: why it was reopened (`reopening.GROUNDS`); "" if it is not.
        deleted_on: the day from which it holds nothing but its residual trace.
    """

    reference = models.CharField(max_length=16, unique=True)
    owner = models.ForeignKey(Bureau, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    circulation = models.CharField(max_length=10)
    recipients = models.JSONField(default=list)
    state = models.CharField(
        max_length=24, choices=[(state.value, TITLES[state]) for state in State]
    )
    before = models.CharField(max_length=24, default="")
    version = models.PositiveIntegerField(default=1)
    level = models.PositiveSmallIntegerField(default=1)
    person = models.JSONField(default=dict)
    body = models.JSONField(default=dict)
    stated = models.JSONField(default=dict)
    refugee_from = models.JSONField(default=list)
    language = models.CharField(max_length=8, default="en")
    translations = models.JSONField(default=dict)
    envelope = models.JSONField(default=dict)
    requested_by = models.CharField(max_length=12)
    created_by = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=80, default="")
    submitted_at = models.DateTimeField(null=True)
    reviewer = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    urgent_until = models.DateTimeField(null=True)
    information_due = models.DateField(null=True)
    translations_due = models.DateTimeField(null=True)
    is_confirmed = models.BooleanField(default=False)
    control_number = models.CharField(max_length=24, null=True, unique=True)  # noqa: DJ001 unique
    entity_id = models.CharField(max_length=24, null=True, unique=True)  # noqa: DJ001 unique
    person_record = models.BigIntegerField(null=True)
    record = models.BigIntegerField(null=True, unique=True)
    published_at = models.DateTimeField(null=True)
    valid_until = models.DateField(null=True)
    proposal = models.JSONField(default=dict)
    ground = models.CharField(max_length=24, default="")
    reopened_at = models.DateTimeField(null=True)
    reopened_due = models.DateField(null=True)
    changed_at = models.DateTimeField()
    deleted_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["owner", "state", "-changed_at"], name="notice_of_owner"),
            models.Index(fields=["state", "-changed_at"], name="notice_state"),
            models.Index(fields=["valid_until"], name="notice_end"),
        ]

    def __str__(self) -> str:
        return self.reference


class Step(models.Model):
    """One move of a notice: never changed, never taken away.

    Attributes:
        level: of the decision, where it is one.
        articles: under which it was decided.
        findings: what each rule said at that moment; kept with the versions that said it.
        is_override: published although a rule refused it, by the person named here.
        person, body: what it said after this move; emptied when the notice is deleted.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="steps")
    version = models.PositiveIntegerField()
    move = models.CharField(max_length=24)
    was = models.CharField(max_length=24)
    state = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    bureau = models.CharField(max_length=8)
    reason = models.TextField(default="")
    articles = models.JSONField(default=list)
    level = models.PositiveSmallIntegerField(default=0)
    findings = models.JSONField(default=list)
    rules_version = models.CharField(max_length=16, default="")
    matcher_version = models.CharField(max_length=64, default="")
    is_override = models.BooleanField(default=False)
    person = models.JSONField(default=dict)
    body = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "version"], name="step_once")
        ]
        indexes: ClassVar = [models.Index(fields=["move", "-at"], name="step_move")]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.move}"


class Trace(models.Model):
    """What is kept of a refused or cancelled request, so that it does not come back unseen.

    Keyed digests only: they tell whether a new request resembles it, and nothing about anybody.
    Source: rules on the processing of data, art. 52.

    Attributes:
        what: "identity" or "warrant".
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="traces")
    what = models.CharField(max_length=10)
    digest = models.BinaryField(max_length=32)
    state = models.CharField(max_length=12)
    articles = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["digest"], name="trace_digest")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.what}"


class Reviewer(models.Model):
    """What must be known of somebody before they review: whose national they are.

    Attributes:
        is_on_duty: urgent requests go to them.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="+", primary_key=True)
    nationalities = models.JSONField(default=list)
    is_on_duty = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.person_id)


class Barred(models.Model):
    """A bureau that may not ask for notices for a time. Source: domain §2.3, art. 131."""

    bureau = models.OneToOneField(Bureau, models.PROTECT, related_name="+", primary_key=True)
    until = models.DateField()
    reason = models.TextField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.bureau_id
