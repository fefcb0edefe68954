"""What follows an answer: the full report, a doubt, the slip for whoever was stopped.

All of them are sent, not linked: no reference stands in an address.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from entraide.desks.bureaus.entering import clock, works_as
from entraide.desks.bureaus.queries import bureau
from entraide.desks.checks import actions, asking
from entraide.desks.checks.asking import language, new_id, person_of, terms_of
from entraide.desks.checks.forms import DoubtForm, ReportForm
from entraide.desks.checks.pages.check import acting, said
from entraide.desks.checks.reporting import report as full_report
from entraide.desks.records.queries import head, ref_for
from entraide.desks.records.visibility import settle
from entraide.desks.records.writing import By
from entraide.engine.check.trail.lines import line_id, parse_line_id
from entraide.engine.schema.vocabulary import Purpose, Role
from entraide.errors import Invalid
from entraide.language import LANGUAGES, RIGHT_TO_LEFT

READERS = tuple(role for role in Role if role not in {Role.CARRIER, Role.CUSTOMS})


@require_POST
@works_as(*READERS)
def report(request: HttpRequest) -> HttpResponse:
    """Asks why; then the full record, once the trail says who read it and why."""
    actor = acting(request)
    terms = terms_of(actor)
    if "why" not in request.POST:
        given = {name: request.POST.get(name, "") for name in ("record", "line")}
        head(actor.asker(), ref_for(given["record"]), now=clock().now())
        purpose = request.POST.get("purpose") or terms.purpose.value
        form = ReportForm(terms=terms, initial=given | {"purpose": purpose})
        return render(request, "checks/report_reason.html", {"form": form, **given})
    form = ReportForm(request.POST, terms=terms)
    if not form.is_valid():
        told = {"form": form, "record": request.POST.get("record", "")}
        return render(request, "checks/report_reason.html", told)
    asker = asking.service().person(
        actor.grant,
        officer=person_of(request).username,
        workstation=asking.workstation_of(request),
    )
    found = full_report(
        asker,
        form.cleaned_data["record"],
        purpose=Purpose(form.cleaned_data["purpose"]),
        reason=form.reason,
        language=language(),
    )
    context = {"report": found, "line": form.cleaned_data["line"]}
    return render(request, "checks/report.html", context)


@require_POST
@works_as(*READERS)
def doubt(request: HttpRequest) -> HttpResponse:
    """Asks what looks wrong; then tells the owner."""
    actor = acting(request)
    if "why" not in request.POST:
        given = {name: request.POST.get(name, "") for name in ("record", "line")}
        head(actor.asker(), ref_for(given["record"]), now=clock().now())
        form = DoubtForm(initial=given | {"request_key": new_id()})
        return render(request, "checks/doubt.html", {"form": form, **given})
    form = DoubtForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        by = By(actor=actor, clock=clock(), request_key=given["request_key"])
        try:
            done = actions.doubt(
                by, given["record"], given["why"], text=given["text"], line=given["line"]
            )
        except Invalid as problem:
            form.add_error(problem.field if problem.field in form.fields else None, said(problem))
        else:
            settle(settings.HUB, done)
            seen = head(actor.asker(), ref_for(given["record"]), now=clock().now())
            owner = bureau(seen.owner).name(language())
            return render(request, "checks/doubt_sent.html", {"record": done.about, "owner": owner})
    told = {"form": form, "record": request.POST.get("record", "")}
    return render(request, "checks/doubt.html", told)


@require_POST
@works_as()
def slip(request: HttpRequest) -> HttpResponse:
    """A sheet for whoever was stopped, in their language: a reference and a right, no data.

    It is the same whatever was found, so that it tells nothing.
    """
    actor = acting(request)
    terms = terms_of(actor)
    wanted = request.POST.get("slip_language", "")
    chosen = wanted if wanted in terms.languages else terms.languages[0]
    reference = line_id(*parse_line_id(request.POST.get("line", "")))
    organisation = settings.HUB.configuration.organisation
    context = {
        "line": reference,
        "day": clock().now(),
        "languages": [(code, LANGUAGES[code]) for code in terms.languages],
        "chosen": chosen,
        "hub_name": organisation.name.get(chosen) or organisation.name.get("en"),
        "secretariat": bureau(organisation.secretariat),
        "secretariat_name": bureau(organisation.secretariat).name(chosen),
        "bureau": bureau(actor.bureau).name(chosen),
        "form_address": request.build_absolute_uri(reverse("commission:apply")),
        "direction": "rtl" if chosen in RIGHT_TO_LEFT else "ltr",
    }
    return render(request, "checks/slip.html", context)
