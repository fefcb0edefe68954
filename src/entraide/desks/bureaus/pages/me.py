"""One's own account: sessions, second factor, password, badge."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entraide.desks.bureaus import queries, sessions, signing_in
from entraide.desks.bureaus.entering import CARD, clock, person_of, signed_in
from entraide.desks.bureaus.forms import BadgeForm
from entraide.desks.bureaus.pages.doing import language
from entraide.desks.bureaus.pages.rows import grant_rows
from entraide.errors import EntraideError


@signed_in
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What is kept of one's own account."""
    person, now = person_of(request), clock().now()
    present = request.session.session_key
    context = {
        "grants": grant_rows(queries.grants_of(person, now), now, language()),
        "sessions": [
            (
                each,
                sessions.browser_of(each.agent),
                sessions.name_of(each.session_key),
                each.session_key == present,
            )
            for each in sessions.sessions_of(person.pk, now)
        ],
        "has_second_factor": queries.has_second_factor(person),
        "has_badge": bool(person.badge),
        "is_card": CARD in request.session,
    }
    return render(request, "bureaus/me.html", context)


@signed_in
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Ends another session of one's own, or all of them."""
    person = person_of(request)
    key = request.POST.get("session", "")
    if key:
        sessions.end(person.pk, key)
    else:
        sessions.end_all(person.pk, but=request.session.session_key)
    signing_in.note_change(person, "end_session", clock())
    return redirect("bureaus:me")


@signed_in
@require_http_methods(["GET", "POST"])
def badge(request: HttpRequest) -> HttpResponse:
    """One's badge and PIN for a shared desk."""
    form = BadgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            signing_in.set_badge(person_of(request), told["badge"], told["pin"], clock())
        except EntraideError as problem:
            form.add_error("pin" if problem.code == "pin" else "badge", problem.say(language()))
        else:
            messages.success(request, gettext("Your badge is set."))
            return redirect("bureaus:me")
    return render(request, "bureaus/badge.html", {"form": form})
