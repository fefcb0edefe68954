"""A record as a form: its own reference, its fields, and the envelope around them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField

from entraide.desks.records.envelope_words import envelope_from
from entraide.desks.records.forms.controls import COUNTRIES_LIST, Open, control, countries
from entraide.desks.records.forms.layout import LINE, Node, layout
from entraide.desks.records.forms.sent import Sent, is_rows, open_fields, raw_from, sent_from
from entraide.engine.schema.cleaning import clean_body
from entraide.engine.schema.database import Database
from entraide.engine.schema.field_kinds.choices import several_of
from entraide.engine.schema.field_kinds.field import Field, errors_of
from entraide.engine.schema.field_kinds.group import Group
from entraide.engine.schema.vocabulary_words import PURPOSES
from entraide.errors import EntraideError, Invalid
from entraide.gateways.tables.own_columns import ENVELOPE, OWN_COLUMNS, OWNER_REF
from entraide.language import _, translate

_REF, _ENVELOPE = OWN_COLUMNS
RESTRICTED: Final = "restricted"


def envelope_field(database: Database, *, has_restricted: bool) -> Field:
    """The envelope as a group of fields, with the purposes that this database's records may have.

    A correction leaves restrictions to their own page.
    """
    assert isinstance(_ENVELOPE.kind, Group)
    kept = [
        _purposes(each, database) if each.name == "purposes" else each
        for each in _ENVELOPE.kind.fields
        if has_restricted or each.name != RESTRICTED
    ]
    return Field(ENVELOPE, Group(*kept), _("How it may be used"))


def _purposes(field: Field, database: Database) -> Field:
    kind = several_of({each.value: PURPOSES[each] for each in database.purposes})
    return replace(field, kind=kind, help=_("None chosen: those that the database gives."))


class EntryForm(forms.Form):
    """The form of one record, drawn from its database's declaration.

    It takes whatever was sent and refuses nothing by itself: the act does, and `refuse` puts what
    it says beside the fields, with what was expected and the repair that is proposed.

    Attributes:
        body, envelope: the nodes to draw.
        repairs: path → the value that would be accepted and is probably meant, as it is written.
    """

    use_required_attribute = False

    def __init__(
        self, database: Database, sent: Sent, language: str, *, is_new: bool, grown: str = ""
    ) -> None:
        self.database, self.sent, self.language, self.is_new = database, sent, language, is_new
        self.declared = envelope_field(database, has_restricted=is_new)
        super().__init__(sent, label_suffix="", auto_id="f-%s")
        self.body = layout(database.fields, sent, language, grown=grown)
        self.envelope = layout([self.declared], sent, language, grown=grown)[0]
        if is_new:
            self.fields[OWNER_REF] = self._reference()
        self.fields["reason"] = Open(
            required=False,
            label=translate(_("Reason"), language),
            help_text=translate(_("Needed to keep the record longer."), language),
            widget=forms.TextInput({"dir": "auto", "maxlength": 500}),
        )
        for node in self.lines:
            # A list says once, above its rows, what each of them takes.
            self.fields[node.path] = control(
                node.declared, language, is_in_row=is_rows(node.declared)
            )
        self.repairs: dict[str, str] = {}
        self._by_path = {node.path: node for each in self.nodes for node in each.walk()}
        self.full_clean()

    @property
    def nodes(self) -> list[Node]:
        """All of them, the envelope last."""
        return [*self.body, self.envelope]

    @property
    def lines(self) -> Iterable[Node]:
        """The nodes that have a control."""
        return [node for each in self.nodes for node in each.walk() if node.kind == LINE]

    @property
    def countries(self) -> tuple[tuple[str, str], ...]:
        """What the boxes for countries offer."""
        return countries(self.language)

    @property
    def countries_list(self) -> str:
        """The id by which the boxes find it."""
        return COUNTRIES_LIST

    @property
    def owner_ref(self) -> str:
        """The owner's reference as it was sent."""
        return str(self.sent.get(OWNER_REF) or "")

    @property
    def reason(self) -> str:
        """Why, as it was sent."""
        return str(self.sent.get("reason") or "").strip()

    def bound(self, path: str) -> BoundField:
        """The control at a path."""
        return self[path]

    def refuse(self, problem: EntraideError) -> None:
        """Puts what is wrong beside its fields."""
        for error in errors_of(problem) if isinstance(problem, Invalid) else [problem]:
            said = error.say(self.language)
            if not isinstance(error, Invalid):
                self.add_error(None, said)
                continue
            expected = translate(error.expected, self.language, **error.params)
            self._put(error, " ".join(filter(None, (said, expected))))

    def check(self, today: date, owner: str) -> None:
        """Says what is wrong with the form by itself, without acting on it."""
        for attempt in (
            lambda: clean_body(
                self.database, raw_body(self.database, self.sent), today=today, owner=owner
            ),
            lambda: envelope_from(
                raw_envelope(self.database, self.sent, has_restricted=self.is_new)
            ),
        ):
            try:
                attempt()
            except EntraideError as problem:
                self.refuse(problem)

    def repaired(self, path: str) -> Sent:
        """What was sent, with the repair proposed at this path in place; after `check`."""
        sent = self.sent.copy()
        if path in self.repairs:
            sent[path] = self.repairs[path]
        return sent

    def after_button(self, today: date, owner: str) -> "EntryForm | None":
        """The form as a button inside it leaves it: a row more, a repair made. None for neither."""
        if "grow" in self.sent:
            grown = str(self.sent["grow"])
            return EntryForm(
                self.database, self.sent, self.language, is_new=self.is_new, grown=grown
            )
        if "repair" in self.sent:
            self.check(today, owner)
            sent = self.repaired(str(self.sent["repair"]))
            form = EntryForm(self.database, sent, self.language, is_new=self.is_new)
            form.check(today, owner)
            return form
        return None

    def _put(self, error: Invalid, said: str) -> None:
        path = error.field
        while path and path not in self.fields and path not in self._by_path:
            path = path.rpartition(".")[0]
        if path in self.fields:
            self.add_error(path, said)
            if error.repair is not None and not isinstance(error.repair, list | dict):
                self.repairs[path] = self._written(path, error.repair)
        elif path:
            node = self._by_path[path]
            node.errors.append(said)
            self.add_error(None, f"{node.label}: {said}")
        else:
            self.add_error(None, said)

    def _written(self, path: str, repair: object) -> str:
        node = self._by_path.get(path)
        return str(repair) if node is None else node.declared.kind.text(repair)

    def _reference(self) -> Open:
        made = Open(
            required=False,
            label=translate(_REF.label, self.language),
            help_text=translate(
                _("Your own reference of the record, the same at every import."), self.language
            ),
            widget=forms.TextInput({"dir": "ltr", "maxlength": 64, "autocomplete": "off"}),
        )
        made.is_required = True  # type: ignore[attr-defined]
        return made


def raw_body(database: Database, sent: Sent) -> dict[str, Any]:
    """The record's fields as they were sent."""
    return raw_from(database.fields, sent)


def raw_envelope(database: Database, sent: Sent, *, has_restricted: bool) -> dict[str, Any]:
    """The envelope as it was sent."""
    kind = envelope_field(database, has_restricted=has_restricted).kind
    assert isinstance(kind, Group)
    return raw_from(kind.fields, sent, f"{ENVELOPE}.")


def sent_of(database: Database, body: Mapping[str, Any], envelope: Mapping[str, Any]) -> Sent:
    """What the form of a record that stands holds at first."""
    fields = [*database.fields, envelope_field(database, has_restricted=True)]
    return sent_from(open_fields(fields), {**body, ENVELOPE: envelope})
