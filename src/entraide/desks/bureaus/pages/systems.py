"""The systems of a bureau and their keys. A key is shown once, on the page that made it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entraide.desks.bureaus import granting, queries
from entraide.desks.bureaus.entering import clock, works_as
from entraide.desks.bureaus.pages.doing import by, did, failed, here, language, own_bureau
from entraide.desks.bureaus.pages.rows import grant_row
from entraide.desks.bureaus.people_forms import KeyForm, SystemForm, end_of
from entraide.errors import EntraideError
from entraide.language import _


@works_as(administers=True)
@require_safe
def systems(request: HttpRequest) -> HttpResponse:
    """Every system with its keys."""
    now = clock().now()
    rows = [
        {
            "grant": grant_row(each, now, language()),
            "keys": [
                (key, key.revoked_at is None and (key.expires_at is None or now < key.expires_at))
                for key in each.keys.all()
            ],
        }
        for each in queries.systems(here(request).bureau)
    ]
    return render(request, "bureaus/systems.html", {"systems": rows, "key_form": KeyForm()})


@works_as(administers=True)
@require_http_methods(["GET", "POST"])
def grant_system(request: HttpRequest) -> HttpResponse:
    """Grants a system of the bureau something."""
    bureau = own_bureau(request)
    form = SystemForm(request.POST or None, actor=here(request), bureau=bureau)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            done = granting.grant_system(
                by(request), bureau.code, told["title"], form.terms(), unit=told["unit"]
            )
        except EntraideError as problem:
            form.add_error(None, problem.say(language()))
        else:
            did(request, done, _("%(about)s is granted."), about=done.about)
            return redirect("bureaus:systems")
    return render(request, "bureaus/system.html", {"form": form})


@works_as(administers=True)
@require_POST
def make_key(request: HttpRequest, name: str) -> HttpResponse:
    """A new key, shown this once."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        return redirect("bureaus:systems")
    told = form.cleaned_data
    try:
        token, done = granting.make_key(
            by(request), name, label=told["label"], expires_at=end_of(told["until"])
        )
    except EntraideError as problem:
        failed(request, problem)
        return redirect("bureaus:systems")
    did(request, done, _("The key is made."))
    return render(request, "bureaus/key.html", {"token": token, "label": told["label"]})


@works_as(administers=True)
@require_POST
def revoke_key(request: HttpRequest, key: int) -> HttpResponse:
    """Takes a key back."""
    try:
        done = granting.revoke_key(by(request), key)
        did(request, done, _("%(about)s is revoked."), about=done.about)
    except EntraideError as problem:
        failed(request, problem)
    return redirect("bureaus:systems")
