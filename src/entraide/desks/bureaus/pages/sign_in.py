"""Coming in: sign-in, the link that works once, the charter, the second factor, a shared desk."""

from typing import Any, Final

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from entraide.desks.bureaus import queries, signing_in
from entraide.desks.bureaus.entering import (
    CARD,
    GRANT,
    actor_of,
    clock,
    has_role_cards,
    has_second_factor,
    person_of,
    signed_in,
    works_as,
)
from entraide.desks.bureaus.forms import InvitedForm, TakeOverForm
from entraide.desks.bureaus.models import Person
from entraide.desks.bureaus.session_store import BEGUN
from entraide.desks.sample.organisation import cards
from entraide.engine.check import words
from entraide.engine.schema.vocabulary import Role
from entraide.errors import EntraideError, NotAllowed
from entraide.language import translate

INVITED: Final = "invited"
BACKEND: Final = "entraide.desks.bureaus.backends.ByPassword"


class SignIn(LoginView):
    """Account and password; in a demonstration on this machine, the role cards."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """What the page shows besides the form."""
        language = (get_language() or "en").split("-")[0]
        context: dict[str, Any] = super().get_context_data(**given)
        return context | {
            "directories": settings.HUB.configuration.sign_in.directories,
            "cards": _cards(language) if has_role_cards(self.request) else (),
            "next": self.request.POST.get("next", self.request.GET.get("next", "")),
            "is_timed_out": getattr(self.request, "is_timed_out", False),
        }


class ShowSecondFactor(AuthenticateView):
    """A code, or a passkey for who has one."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """What the page shows besides the form."""
        context: dict[str, Any] = super().get_context_data(**given)
        return context | {"has_passkey": queries.has_passkey(self.stage.login.user)}


class SetUpApp(ActivateTOTPView):
    """An authenticator app: its first code is a second factor of this session already."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, person_of(self.request), "mfa", type="totp")
        return response


class SetUpPasskey(AddWebAuthnView):
    """A passkey: made just now, it is a second factor of this session already."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, person_of(self.request), "mfa", type="webauthn")
        return response


class TakePasskeyAway(RemoveWebAuthnView):
    """A passkey less, unless it is the last second factor that somebody's work needs."""

    def form_valid(self, form: Any) -> HttpResponse:
        if not queries.may_lose_second_factor(person_of(self.request), clock().now()):
            raise NotAllowed
        response: HttpResponse = super().form_valid(form)
        return response


def locked_out(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    _credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of an account that was tried too often."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "bureaus/locked_out.html", {"minutes": minutes}, status=429)


@require_POST
def enter_by_card(request: HttpRequest, username: str) -> HttpResponse:
    """Lets in as an invented person, in a demonstration on this machine only."""
    if not has_role_cards(request) or username not in {card.account for card in cards()}:
        raise Http404
    person = queries.account_to_open(username)
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    request.session[CARD] = True
    return redirect(_way_on(request))


@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, token: str = "") -> HttpResponse:
    """The own password, for whoever came by a link. The link leaves the address at once."""
    if token:
        request.session[INVITED] = token
        return redirect("bureaus:invited")
    token = request.session.get(INVITED, "")
    person = signing_in.invited(token, clock())
    form = InvitedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signing_in.use_invitation(token, form.cleaned_data["password"], clock())
        except EntraideError as problem:
            form.add_error("password", problem.say(get_language() or "en"))
        else:
            request.session.flush()
            return redirect("account_login")
    return render(request, "bureaus/invited.html", {"form": form, "person": person})


@signed_in
@require_http_methods(["GET", "POST"])
def charter(request: HttpRequest) -> HttpResponse:
    """The rules of use, accepted once by each person."""
    if request.method == "POST":
        signing_in.accept_charter(person_of(request), clock())
        return redirect(_way_on(request))
    return render(request, "bureaus/charter.html", {"next": _way_on(request)})


@signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed, and the ways to set one up."""
    person = person_of(request)
    if has_second_factor(request):
        return redirect(_way_on(request))
    return render(
        request,
        "bureaus/second_factor.html",
        {"has_one": queries.has_second_factor(person), "next": _way_on(request)},
    )


@signed_in
@require_http_methods(["GET", "POST"])
def work_as(request: HttpRequest) -> HttpResponse:
    """Under which grant one works now, for those who have several."""
    person = person_of(request)
    standing = queries.grants_of(person, clock().now())
    if request.method == "POST":
        chosen = next(
            (g for g in standing if queries.grant_name(g) == request.POST.get("grant")), None
        )
        if chosen is None:
            raise queries.NoGrant(name="")
        request.session[GRANT] = chosen.pk
        return redirect(_way_on(request))
    language = (get_language() or "en").split("-")[0]
    present = actor_of(request)
    choices = [
        (
            queries.grant_name(grant),
            translate(words.ROLES[Role(grant.role)], language),
            grant,
            present is not None and present.grant == queries.grant_name(grant),
        )
        for grant in standing
    ]
    return render(request, "bureaus/work_as.html", {"choices": choices, "next": _way_on(request)})


@works_as()
@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest) -> HttpResponse:
    """A colleague of the same unit takes over a desk, by badge and PIN.

    Only those whose work asks no second factor; the desk's session ends when it would have.
    """
    present = actor_of(request)
    assert present is not None
    form = TakeOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        colleague = _colleague(request, form)
        if colleague is not None:
            begun = request.session.get(BEGUN)
            login(request, colleague, backend="entraide.desks.bureaus.backends.ByPin")
            request.session[BEGUN] = begun
            return redirect("/")
        if getattr(request, "axes_locked_out", False):
            return locked_out(request)
        form.add_error("pin", gettext("This badge and this PIN open nothing at this desk."))
    return render(request, "bureaus/take_over.html", {"form": form})


def _colleague(request: HttpRequest, form: TakeOverForm) -> Person | None:
    """Whose badge and PIN these are, if that person may work at this desk."""
    badge = signing_in.badge_digest(form.cleaned_data["badge"])
    known = queries.by_badge(badge)
    here = person_of(request)
    named = known.username if known is not None else f"badge {badge[:8]}"
    found = authenticate(request, username=named, pin_number=form.cleaned_data["pin"])
    if not isinstance(found, Person) or found.charter_accepted_at is None:
        return None
    if (found.bureau_id, found.unit_id) != (here.bureau_id, here.unit_id):
        return None
    try:
        actor = queries.actor(found, clock().now())
    except EntraideError:
        return None
    return None if actor.needs_second_factor else found


def _cards(language: str) -> list[dict[str, str]]:
    return [
        {
            "account": card.account,
            "name": card.name,
            "role": translate(card.title, language),
            "bureau": card.bureau_name(language),
        }
        for card in cards()
    ]


def _way_on(request: HttpRequest) -> str:
    """Where somebody wanted to go; only ever a page of this hub."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None)
    return wanted if is_ours else reverse("checks:check")
