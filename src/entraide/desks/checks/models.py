"""What the check desk keeps: how each post asks, and lists that are being asked.

Answers are not kept: the trail has their lines. A list's rows are, for a day, so that its officer
can go through them. Rows are written in `actions.py` and `running.py`, read through `queries.py`.
"""

from typing import ClassVar

from django.db import models

from entraide.desks.bureaus.models import Bureau, Person, Unit


class Post(models.Model):
    """How officers of a unit ask, as their bureau's head set it; without a unit, of the bureau.

    Attributes:
        purpose: one of `Purpose`; "" for border management where a grant has it.
        place_kind, place: as `wire.Place`.
        languages: codes of those that travellers here read most, the first of them first.
        is_neutral_first: every answer stands behind a neutral screen, so that this says nothing.
    """

    bureau = models.ForeignKey(Bureau, models.PROTECT, related_name="posts")
    unit = models.OneToOneField(Unit, models.PROTECT, related_name="post", null=True)
    purpose = models.CharField(max_length=32, default="", blank=True)
    place_kind = models.CharField(max_length=16, default="", blank=True)
    place = models.CharField(max_length=200, default="", blank=True)
    languages = models.JSONField(default=list)
    is_neutral_first = models.BooleanField(default=False)
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bureau"], condition=models.Q(unit=None), name="post_of_bureau_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bureau_id}/{self.unit_id or '-'}"


class CheckList(models.Model):
    """A list of persons that is being asked, or was: for its officer only, and for a day.

    Attributes:
        grant, unit: under which it is asked.
        content: the file; empty once every row is asked.
        rows: how many the file has.
        counts: verdict, or "refused", → rows.
        problem: why it stopped, in the officer's language.
        beat_at: when it last went on; a list whose process died is taken up again.
    """

    class State(models.TextChoices):
        """Where it stands."""

        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    grant = models.CharField(max_length=32)
    workstation = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    purpose = models.CharField(max_length=32)
    place_kind = models.CharField(max_length=16, default="")
    place = models.CharField(max_length=200, default="")
    title = models.CharField(max_length=200)
    content = models.BinaryField(default=b"")
    rows = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    problem = models.TextField(default="")
    made_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-made_at"], name="list_of_person")]

    def __str__(self) -> str:
        return f"list {self.pk} {self.state}"


class ListRow(models.Model):
    """What became of one row of a list.

    Attributes:
        name: whom the row is about, as the file writes it.
        problem: why it could not be asked, in the officer's language.
        answer: the answer as JSON where it needs a look; empty for no hit.
        line: of the trail.
    """

    check_list = models.ForeignKey(CheckList, models.CASCADE, related_name="answered")
    place = models.IntegerField()
    name = models.CharField(max_length=300)
    verdict = models.CharField(max_length=12, default="")
    problem = models.TextField(default="")
    answer = models.BinaryField(default=b"")
    line = models.CharField(max_length=32, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["check_list", "place"], name="list_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.check_list_id}:{self.place} {self.verdict}"
