"""The people of a bureau: who they are, what they hold, admitted and let go."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entraide.desks.bureaus import actions, leaving, proposals, queries, sessions, signing_in
from entraide.desks.bureaus.entering import clock, works_as
from entraide.desks.bureaus.groups import directories_of
from entraide.desks.bureaus.leaving import Handover
from entraide.desks.bureaus.models import Grant, Person
from entraide.desks.bureaus.pages.doing import by, did, failed, here, language, own_bureau
from entraide.desks.bureaus.pages.rows import grant_rows
from entraide.desks.bureaus.people_forms import AdmitForm, GrantForm, LeaveForm
from entraide.desks.bureaus.queries import is_standing
from entraide.desks.bureaus.standing import name_deputy, to_confirm
from entraide.engine.check import words
from entraide.engine.schema.vocabulary import Role
from entraide.errors import EntraideError
from entraide.language import _, translate
from entraide.web.tables import Column, Filter, Table, containing

SOON: Final = timedelta(days=30)
STATES: Final = {
    "works": _("Works"),
    "nothing": _("Nothing granted"),
    "suspended": _("Suspended"),
    "ending": _("Ends within a month"),
    "left": _("Left"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A person in the list."""

    username: str
    full_name: str
    unit: str
    roles: str
    state: str
    until: datetime | None


@works_as(administers=True)
@require_safe
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody of the own bureau, with what waits for its head."""
    now, code = clock().now(), here(request).bureau
    table = _table(request, [_row(each, now) for each in queries.staff(code)])
    if table.is_export:
        return table.export("people")
    context = {
        "table": table,
        "waiting": len(queries.waiting_proposals(code, now - proposals.OPEN_FOR)),
        "due": to_confirm(now).filter(bureau=code).count(),
        "deputy": own_bureau(request).deputy,
        "has_directory": bool(directories_of(code)),
    }
    return render(request, "bureaus/people.html", context)


@works_as(administers=True)
@require_http_methods(["GET", "POST"])
def admit(request: HttpRequest) -> HttpResponse:
    """A new person, and what that person is granted."""
    bureau = own_bureau(request)
    given = request.POST or None
    form = AdmitForm(given)
    grant = GrantForm(given, actor=here(request), bureau=bureau, prefix="grant")
    if given is not None and form.is_valid() and grant.is_valid():
        told = form.cleaned_data
        try:
            done = actions.admit_person(
                by(request),
                told["username"],
                bureau=bureau.code,
                full_name=told["full_name"],
                unit=told["unit"],
                language=told["language"],
            )
        except EntraideError as problem:
            form.add_error("username", problem.say(language()))
        else:
            did(request, done, _("%(about)s is admitted."), about=told["full_name"])
            return _granted(request, told["username"], grant) or _invite(request, told["username"])
    return render(request, "bureaus/admit.html", {"form": form, "grant": grant})


@works_as(administers=True)
@require_safe
def person(request: HttpRequest, username: str) -> HttpResponse:
    """One person: grants, sessions, and every act about the account."""
    found = queries.member(here(request).bureau, username)
    now = clock().now()
    context = {
        "person": found,
        "grants": grant_rows(queries.all_grants_of(found), now, language()),
        "sessions": sessions.sessions_of(found.pk, now),
        "has_second_factor": queries.has_second_factor(found),
        "is_deputy": found.bureau.deputy_id == found.pk,
        "is_oneself": found.pk == here(request).person,
        "may_name_deputy": not here(request).is_deputy,
    }
    return render(request, "bureaus/person.html", context)


@works_as(administers=True)
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, username: str) -> HttpResponse:
    """Grants a person something, or proposes it where two people must agree."""
    found = queries.member(here(request).bureau, username)
    form = GrantForm(request.POST or None, actor=here(request), bureau=found.bureau)
    if request.method == "POST" and form.is_valid():
        failing = _granted(request, username, form)
        if failing is None:
            return redirect("bureaus:person", username)
    return render(request, "bureaus/grant.html", {"form": form, "person": found})


@works_as(administers=True)
@require_POST
def change(request: HttpRequest, username: str, act: str) -> HttpResponse:
    """One of the acts about an account."""
    found = queries.member(here(request).bureau, username)
    try:
        if act == "invite":
            return _invite(request, username)
        if act == "end-sessions":
            done = signing_in.note_for(by(request), username, "end_sessions")
            sessions.end_all(found.pk)
            did(request, done, _("The sessions are ended."))
            return redirect("bureaus:person", username)
        if act == "unlock":
            done = signing_in.note_for(by(request), username, "unlock")
            sessions.unlock(username)
            did(request, done, _("The account can be tried again."))
        elif act == "forget-second-factor":
            done = signing_in.forget_second_factor(by(request), username)
            sessions.end_all(found.pk)
            did(request, done, _("The second factor is taken away."))
        elif act == "deputy":
            done = name_deputy(by(request), found.bureau_id, username)
            did(request, done, _("%(about)s is the deputy."), about=found.full_name)
        elif act == "no-deputy":
            did(request, name_deputy(by(request), found.bureau_id, ""), _("There is no deputy."))
        else:
            raise queries.NoAccount(name=username)
    except EntraideError as problem:
        failed(request, problem)
    return redirect("bureaus:person", username)


@works_as(administers=True)
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, username: str) -> HttpResponse:
    """Closes an account for good; who goes on with its work is asked first."""
    found = queries.member(here(request).bureau, username)
    others = [
        each for each in queries.staff(found.bureau_id) if each.is_active and each.pk != found.pk
    ]
    form = LeaveForm(request.POST or None, colleagues=others)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        handover = Handover(successor=told["successor"], ends_keys=told["ends_keys"])
        try:
            done = leaving.leave(by(request), username, handover)
        except EntraideError as problem:
            form.add_error(None, problem.say(language()))
        else:
            sessions.end_all(found.pk)
            did(request, done, _("%(about)s has left."), about=found.full_name)
            return redirect("bureaus:people")
    context = {
        "form": form,
        "person": found,
        "act": gettext("Close this account"),
        "back": reverse("bureaus:person", args=[username]),
        "is_danger": True,
    }
    return render(request, "bureaus/leave.html", context)


def _granted(request: HttpRequest, username: str, form: GrantForm) -> HttpResponse | None:
    """Grants or proposes; where that is refused, the page that says why."""
    try:
        done = proposals.give(by(request), username, form.terms())
    except EntraideError as problem:
        form.add_error(None, problem.say(language()))
        found = queries.member(here(request).bureau, username)
        return render(request, "bureaus/grant.html", {"form": form, "person": found})
    if done.about.startswith("proposal:"):
        did(request, done, _("It is proposed: somebody else has to approve it."))
    else:
        did(request, done, _("%(about)s is granted."), about=done.about)
    return None


def _invite(request: HttpRequest, username: str) -> HttpResponse:
    """The page that shows a person's link, this once."""
    token, _done = signing_in.invite(by(request), username)
    link = request.build_absolute_uri(reverse("bureaus:invitation", args=[token]))
    found = queries.member(here(request).bureau, username)
    hours = int(signing_in.LASTS.total_seconds() // 3600)
    context = {"link": link, "person": found, "hours": hours}
    return render(request, "bureaus/invitation.html", context)


def _table(request: HttpRequest, rows: list[Row]) -> Table:
    tongue = language()
    states = {code: translate(text, tongue) for code, text in STATES.items()}
    return Table(
        request=request,
        code="people",
        label=gettext("People of the bureau"),
        rows=rows,
        columns=(
            Column(
                "full_name",
                gettext("Name"),
                order="full_name",
                url=lambda row: reverse("bureaus:person", args=[row.username]),
            ),
            Column("username", gettext("User name"), order="username", is_code=True),
            Column("unit", gettext("Unit"), order="unit"),
            Column("roles", gettext("Role"), order="roles"),
            Column("state", gettext("State"), value=lambda row: states[row.state], order="state"),
            Column("until", gettext("Until"), value=_day),
        ),
        search=containing("full_name", "username", "unit"),
        filters=(Filter("state", gettext("State"), states, _in_state),),
        order="full_name",
        nothing=(gettext("Nobody yet"), gettext("Admit the first person of your bureau.")),
    )


def _in_state(rows: list[Row], state: str) -> list[Row]:
    return [row for row in rows if row.state == state]


def _day(row: Row) -> Any:
    return row.until.date() if row.until else None


def _row(person: Person, now: datetime) -> Row:
    grants: list[Grant] = [each for each in person.grants.all() if each.revoked_at is None]
    standing = [each for each in grants if is_standing(each, now)]
    ends = [end for each in standing for end in (each.until, each.agreement_until) if end]
    until = min(ends) if ends else None
    if not person.is_active:
        state = "left"
    elif not standing:
        state = "suspended" if any(each.suspended_at for each in grants) else "nothing"
    else:
        state = "ending" if until is not None and until <= now + SOON else "works"
    roles = [translate(words.ROLES[Role(each.role)], language()) for each in standing]
    if any(each.administers for each in standing):
        roles.append(translate(_("Head of the bureau"), language()))
    unit = person.unit.code if person.unit else ""
    shown = ", ".join(dict.fromkeys(roles))
    return Row(person.username, person.full_name, unit, shown, state, until)
