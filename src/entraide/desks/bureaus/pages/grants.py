"""What is granted: suspended, lifted, revoked, approved by two, confirmed every year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entraide.desks.bureaus import granting, proposals, queries, standing
from entraide.desks.bureaus.entering import clock, works_as
from entraide.desks.bureaus.models import Grant
from entraide.desks.bureaus.pages.doing import by, did, failed, here, language
from entraide.desks.bureaus.pages.rows import grant_row, is_own, titles
from entraide.desks.bureaus.policy import Actor
from entraide.engine.check import words
from entraide.engine.schema.vocabulary import Role
from entraide.errors import EntraideError, NotFound
from entraide.language import _, translate

ACTS = {
    "revoke": (granting.revoke, _("%(about)s is revoked.")),
    "suspend": (standing.suspend, _("%(about)s is suspended.")),
    "lift": (standing.lift, _("%(about)s holds again.")),
}
DECISIONS = {
    "approve": (proposals.approve, _("%(about)s is granted.")),
    "refuse": (proposals.refuse, _("The proposal is closed.")),
}


@works_as(administers=True)
@require_POST
def change(request: HttpRequest, name: str, act: str) -> HttpResponse:
    """Revokes, suspends or lifts a grant."""
    if act not in ACTS:
        raise NotFound
    do, sentence = ACTS[act]
    try:
        did(request, do(by(request), name), sentence, about=name)
    except EntraideError as problem:
        failed(request, problem)
    person = request.POST.get("person", "")
    return redirect("bureaus:person", person) if person else redirect("bureaus:systems")


@works_as(administers=True)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The grants that somebody proposed and another has to approve."""
    actor, tongue = here(request), language()
    rows = queries.waiting_proposals(actor.bureau, clock().now() - proposals.OPEN_FOR)
    names = queries.people_named([row.proposed_by for row in rows])
    shown = []
    for row in rows:
        terms = proposals.terms_of(row)
        shown.append(
            {
                "row": row,
                "role": translate(words.ROLES[terms.role], tongue),
                "databases": titles(sorted(terms.databases), tongue),
                "writes": titles(sorted(terms.writes), tongue),
                "terms": terms,
                "proposed_by": names.get(row.proposed_by, row.proposed_by),
                "is_own": row.proposed_by == actor.name,
                "is_oneself": row.person_id == actor.person,
            }
        )
    return render(request, "bureaus/proposals.html", {"proposals": shown})


@works_as(administers=True)
@require_POST
def decide(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Approves or refuses a proposal."""
    if act not in DECISIONS:
        raise NotFound
    do, sentence = DECISIONS[act]
    try:
        done = do(by(request), number)
        did(request, done, sentence, about=done.about)
    except EntraideError as problem:
        failed(request, problem)
    return redirect("bureaus:proposals")


@works_as(administers=True)
@require_http_methods(["GET", "POST"])
def confirming(request: HttpRequest) -> HttpResponse:
    """The work list of the year: what is still needed, and what silence has suspended."""
    actor, now = here(request), clock().now()
    if request.method == "POST":
        names = request.POST.getlist("grant")
        try:
            if names:
                done = standing.confirm(by(request), names)
                did(request, done, _("%(count)s grants are confirmed."), count=len(names))
        except EntraideError as problem:
            failed(request, problem)
        return redirect("bureaus:confirming")
    found = [*standing.silenced(), *standing.to_confirm(now)]
    mine = [each for each in found if _is_asked(each, actor)]
    people = queries.people_named([f"person:{each.person_id}" for each in mine])
    rows = [
        {
            "grant": grant_row(each, now, language()),
            "name": people.get(f"person:{each.person_id}", each.title),
            "is_own": is_own(each, actor),
            "ends": (each.confirmed_at or each.granted_at) + standing.CONFIRMED_FOR,
        }
        for each in mine
    ]
    return render(request, "bureaus/confirming.html", {"rows": rows})


def _is_asked(row: Grant, actor: Actor) -> bool:
    """Whether a grant stands on this list: of the own bureau, and for the secretariat each head."""
    is_head = actor.role is Role.SECRETARIAT and row.administers
    return row.bureau_id == actor.bureau or is_head
