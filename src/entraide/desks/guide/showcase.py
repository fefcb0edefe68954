"""What the page of components shows: invented rows, figures, a form with and without mistakes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entraide.engine.check import words
from entraide.engine.schema.vocabulary import Confidentiality
from entraide.engine.schema.vocabulary_words import PURPOSES
from entraide.web.charts import Chart, Series
from entraide.web.pieces import Step, Steps, Tab
from entraide.web.tables import Column, Filter, Table, containing

DAY: Final = date(2026, 3, 2)
ROWS: Final = 130
NAMES: Final = (
    *("Mirela Estrada", "عبد الرحمن بن يوسف القنديلي المعروف بأبي طارق", "Anders Utman"),
    *("Danica Orel", "Чубаков Илья Назарович", "María de los Ángeles Quintanilla-Oyarzún"),
)


class Row(NamedTuple):
    """An invented row."""

    reference: str
    name: str
    state: str
    asked: int | None
    on: date


class EveryField(forms.Form):
    """A field of each kind."""

    name = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("As it stands in the document.")
    )
    on = forms.DateField(
        label=gettext_lazy("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"),
        choices=[(code.value, gettext_lazy(text)) for code, text in PURPOSES.items()],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=[("fr", "Français"), ("es", "Español"), ("ar", "العربية")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    one = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=[("QMA", "QMA"), ("QMB", "QMB")],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(label=gettext_lazy("File"), required=False)
    sure = forms.BooleanField(label=gettext_lazy("I have read it."))


def table(request: HttpRequest) -> Table:
    """A table with names in three scripts, a missing figure here and there."""
    states = {"open": _("Open"), "done": _("Done")}
    rows = [
        Row(
            f"SMPL-{number:04d}",
            NAMES[number % len(NAMES)],
            "open" if number % 3 else "done",
            None if number % 11 == 0 else (number * 7919) % 20_000,
            DAY - timedelta(days=number),
        )
        for number in range(ROWS)
    ]
    return Table(
        request=request,
        code="people",
        label=_("Invented people"),
        rows=rows,
        columns=(
            Column(
                "reference",
                _("Reference"),
                order="reference",
                url=lambda _row: "#people",
                is_code=True,
            ),
            Column("name", _("Name"), order="name"),
            Column("state", _("State"), value=lambda row: states[row.state], order="state"),
            Column("on", _("Date"), order="on"),
            Column("asked", _("Checks"), order="asked", is_number=True),
        ),
        search=containing("reference", "name"),
        filters=(
            Filter(
                "state",
                _("State"),
                states,
                lambda some, value: [r for r in some if r.state == value],
            ),
        ),
        order="-on",
        page_size=10,
    )


def all_of(request: HttpRequest, listing: Table, language: str) -> dict[str, Any]:
    """Everything that the page shows."""
    nothing = Table(
        request=request,
        code="nothing",
        label=_("Work list"),
        rows=[],
        columns=listing.columns,
        nothing=(_("Nothing to do"), _("What needs you appears here.")),
    )
    return {
        "listing": listing,
        "nothing": nothing,
        "form": EveryField(prefix="empty"),
        "wrong": EveryField({"wrong-purpose": "x", "wrong-on": "31.02.2026"}, prefix="wrong"),
        "steps": Steps(_steps(), 2),
        "finished": Steps(_steps(), 9),
        "tabs": [
            Tab(_("Open"), "#tabs", is_here=True, count=12),
            Tab(_("Done"), "#tabs", count=0),
            Tab(_("Everything that was ever decided here"), "#tabs"),
        ],
        "charts": _charts(),
        "levels": [level.value for level in Confidentiality],
        "verdicts": [
            (verdict.value, words.verdict(verdict, language)) for verdict in words.VERDICTS
        ],
        "pairs": [(_("Name"), NAMES[1]), (_("Reference"), "SMPL-0001"), (_("Date"), None)],
        "when": datetime(2026, 3, 2, 14, 5, tzinfo=UTC),
    }


def _steps() -> list[Step]:
    return [
        Step(_("Draft"), "Mirela Estrada"),
        Step(_("Sent"), "QMA"),
        Step(_("In review")),
        Step(_("Decided")),
        Step(_("Published")),
    ]


def _charts() -> list[Chart]:
    hours = [datetime(2026, 3, 2, tzinfo=UTC) + timedelta(hours=hour) for hour in range(24)]
    days = [DAY + timedelta(days=number) for number in range(14)]
    return [
        Chart(
            code="times",
            title=_("Answer time in milliseconds"),
            note=_("By hour, UTC."),
            along=hours,
            along_title=_("Hour"),
            series=[
                Series("p50", [2 + (hour * 5 % 7) / 4 for hour in range(24)]),
                Series(
                    "p99", [None if hour % 20 == 0 else 8 + (hour * 11 % 13) for hour in range(24)]
                ),
            ],
        ),
        Chart(
            code="checks",
            title=_("Checks"),
            along=days,
            along_title=_("Day"),
            series=[Series(_("Checks"), [800 + (number * 137) % 500 for number in range(14)])],
            is_bars=True,
        ),
        Chart(
            code="databases",
            title=_("Records"),
            along=["SLTD", "SMV", "NOMINAL", "iARMS", "TDAWN"],
            along_title=_("Database"),
            series=[Series(_("Records"), [97_000, 7_500, 1_200, 1_400, 320])],
        ),
        Chart(code="none", title=_("Hits"), along=[], series=[]),
    ]
