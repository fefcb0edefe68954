"""A request for a notice as a form: what its kind asks, drawn from the databases' declarations."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import is_naive, make_aware

from entraide.desks.notices.actions.drafting import Draft
from entraide.desks.notices.case import Stated
from entraide.desks.notices.compliance import Finding, Verdict
from entraide.desks.notices.kinds import Kind
from entraide.desks.notices.models import Notice
from entraide.desks.records.forms.controls import COUNTRIES_LIST, control, countries
from entraide.desks.records.forms.layout import LINE, Node, layout
from entraide.desks.records.forms.sent import Sent, is_rows, raw_from, sent_from
from entraide.engine.databases import by_code
from entraide.engine.schema.field_kinds.field import Field, errors_of
from entraide.errors import EntraideError, Invalid
from entraide.language import LANGUAGES, _, translate

STATED: Final[Mapping[str, str]] = {
    Stated.EXTRADITION_SOUGHT: _("Extradition or surrender will be sought"),
    Stated.SENTENCE_MONTHS: _("Months of the sentence imposed, or left to serve"),
    Stated.POLICE_RECORD: _("Reference under which police recorded it"),
    Stated.ASSESSMENT: _("What the national authority concluded of the danger"),
    Stated.BASIS: _("Convictions or other grounds of that assessment"),
    Stated.SOUGHT: _("What you ask to be told"),
    Stated.IMMINENT: _("The threat was assessed as imminent"),
    Stated.OBJECT: _("The work: kind, title, maker, material, size"),
}
YES_NO: Final = frozenset({Stated.EXTRADITION_SOUGHT, Stated.IMMINENT})
PARTS: Final = {"person": "persons", "body": "notices"}


class RequestForm(forms.Form):
    """What a bureau writes into a request; refuses nothing by itself, the act does.

    Attributes:
        person, body: the nodes to draw.
        findings: path → what the rules say there.
    """

    use_required_attribute = False

    def __init__(self, kind: Kind, sent: Sent, language: str, *, grown: str = "") -> None:
        self.kind, self.sent, self.language = kind, sent, language
        super().__init__(sent, label_suffix="", auto_id="f-%s")
        self.repairs: dict[str, str] = {}
        self.findings: dict[str, list[Finding]] = {}
        self.person = self._nodes("person", kind.person_fields, grown)
        self.body = self._nodes("body", kind.body_fields, grown)
        self._by_path = {node.path: node for each in self._all() for node in each.walk()}
        for node in self._by_path.values():
            if node.kind == LINE:
                self.fields[node.path] = control(
                    node.declared, language, is_in_row=is_rows(node.declared)
                )
        for name in kind.stated:
            self.fields[f"stated.{name}"] = self._stated(name)
        self._add_handling()
        self.full_clean()

    @property
    def stated(self) -> list[str]:
        """The paths of what is stated beside the record."""
        return [f"stated.{name}" for name in self.kind.stated]

    @property
    def countries(self) -> tuple[tuple[str, str], ...]:
        """What the boxes for countries offer."""
        return countries(self.language)

    @property
    def countries_list(self) -> str:
        """The id by which the boxes find it."""
        return COUNTRIES_LIST

    def bound(self, path: str) -> BoundField:
        """The control at a path."""
        return self[path]

    def draft(self) -> Draft:
        """What was written."""
        stated = {
            name: value
            for name in self.kind.stated
            if (value := str(self.sent.get(f"stated.{name}") or "").strip())
        }
        told = self.cleaned_data
        until = told.get("urgent_until")
        return Draft(
            person=raw_from(_declared("person", self.kind.person_fields), self.sent, "person."),
            body=raw_from(_declared("body", self.kind.body_fields), self.sent, "body."),
            stated={name: True if name in YES_NO else value for name, value in stated.items()},
            refugee_from=_codes(told.get("refugee_from")),
            restricted=_codes(told.get("restricted")),
            recipients=_codes(told.get("recipients")),
            language=told.get("language") or "en",
            urgent_until=make_aware(until) if until is not None and is_naive(until) else until,
        )

    def refuse(self, problem: EntraideError) -> None:
        """Puts what is wrong beside its fields."""
        for error in errors_of(problem) if isinstance(problem, Invalid) else [problem]:
            said = error.say(self.language)
            if not isinstance(error, Invalid):
                self.add_error(None, said)
                continue
            said = f"{said} {translate(error.expected, self.language, **error.params)}".strip()
            path = self._place(error.field)
            self.add_error(path if path in self.fields else None, said)

    def show(self, findings: Iterable[Finding]) -> None:
        """Puts what the rules object to beside the fields that it is about."""
        for finding in findings:
            if finding.verdict is not Verdict.PASS and finding.field:
                self.findings.setdefault(finding.field, []).append(finding)

    def _place(self, path: str) -> str:
        while path and path not in self.fields:
            path = path.rpartition(".")[0]
        return path

    def _all(self) -> list[Node]:
        return [*self.person, *self.body]

    def _nodes(self, part: str, names: Iterable[str], grown: str) -> list[Node]:
        fields = _declared(part, names)
        return layout(fields, self.sent, self.language, grown=grown, inside=f"{part}.")

    def _stated(self, name: str) -> forms.Field:
        label = translate(STATED[name], self.language)
        if name in YES_NO:
            return forms.BooleanField(required=False, label=label)
        return forms.CharField(required=False, label=label, widget=forms.Textarea({"rows": 2}))

    def _add_handling(self) -> None:
        def say(sentence: str) -> str:
            return translate(sentence, self.language)

        codes = {"dir": "ltr", "autocomplete": "off", "maxlength": 400}
        told = {
            "restricted": (_("Hidden from"), _("Codes of countries, with spaces between.")),
            "recipients": (_("Recipients"), _("Of a diffusion; nobody named means all.")),
            "refugee_from": (_("Asylum from"), _("Countries from which the person has asylum.")),
        }
        for name, (label, hint) in told.items():
            self.fields[name] = forms.CharField(
                required=False, label=say(label), help_text=say(hint), widget=forms.TextInput(codes)
            )
        self.fields["language"] = forms.ChoiceField(
            label=say(_("Written in")), choices=list(LANGUAGES.items()), required=False
        )
        self.fields["urgent_until"] = forms.DateTimeField(
            required=False,
            label=say(_("Urgent until")),
            help_text=say(_("Only if hours matter: it goes to the reviewer on duty. UTC.")),
            widget=forms.DateTimeInput({"type": "datetime-local"}),
        )

    @property
    def around(self) -> list[str]:
        """The names of the controls around the request."""
        return ["language", "urgent_until", "restricted", "recipients", "refugee_from"]


def sent_of(notice: Notice) -> Sent:
    """What the form of a request that stands holds at first."""
    sent: Sent = MultiValueDict()
    for part, says in (("person", notice.person), ("body", notice.body)):
        written = sent_from(_declared(part, says), says)
        for path in written:
            sent.setlist(f"{part}.{path}", written.getlist(path))
    for name, value in notice.stated.items():
        sent[f"stated.{name}"] = "on" if value is True else str(value)
    sent["restricted"] = " ".join(notice.envelope.get("restricted", ()))
    sent["recipients"] = " ".join(notice.recipients)
    sent["refugee_from"] = " ".join(notice.refugee_from)
    sent["language"] = notice.language
    if notice.urgent_until:
        sent["urgent_until"] = notice.urgent_until.strftime("%Y-%m-%dT%H:%M")
    return sent


def label_of(path: str, language: str) -> str:
    """What a field of a request is called ("person.sex", "stated.sought")."""
    part, _dot, name = path.partition(".")
    if part == "stated":
        return translate(STATED[name], language)
    return translate(_declared(part, [name])[0].label, language)


def _declared(part: str, names: Iterable[str]) -> list[Field]:
    declared = {field.name: field for field in by_code(PARTS[part]).fields}
    return [declared[name] for name in names if name in declared]


def _codes(text: Any) -> tuple[str, ...]:
    return tuple(str(text or "").replace(",", " ").split())
