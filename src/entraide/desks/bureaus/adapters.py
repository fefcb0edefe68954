"""How django-allauth does things here: no signing up, secrets sealed, every change journalled."""

import secrets
from base64 import b64decode, b64encode
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy

from entraide.desks.bureaus import groups, queries, signing_in
from entraide.desks.bureaus.entering import clock
from entraide.desks.bureaus.incoming import LONGEST_NAME
from entraide.desks.bureaus.models import Person
from entraide.desks.records.hub_keys import key
from entraide.desks.records.visibility import settle

RECENT_S: Final = 300
"""For how long after a sign-in the second factor may be changed without proving oneself again."""
_NONCE_BYTES: Final = 12


class Accounts(DefaultAccountAdapter):
    """Accounts are made by a bureau, never by whoever comes."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is closed."),
        "enter_current_password": gettext_lazy("This is not your password."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "incorrect_code": gettext_lazy("This code is not right, or is used up."),
        "invalid_login": gettext_lazy("This account and this password do not go together."),
        "too_many_login_attempts": gettext_lazy("Too many failed attempts. Wait a few minutes."),
        "username_password_mismatch": gettext_lazy(
            "This account and this password do not go together."
        ),
        "rate_limited": gettext_lazy("Too many failed attempts. Wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 allauth's signature
        return False

    def add_message(self, *_args: Any, **_given: Any) -> None:
        """Says nothing: each page tells by itself what was done."""

    def pre_authenticate(self, *_args: Any, **_given: Any) -> None:
        """Nothing: failed passwords are counted by django-axes, which keeps them."""

    def is_safe_url(self, url: str | None) -> bool:
        """Only pages of this hub, whatever other names it is reached by."""
        return bool(url) and not urlsplit(url).netloc and url_has_allowed_host_and_scheme(url, None)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where several grants stand, their choice; else the first page."""
        person = request.user
        assert isinstance(person, Person)
        if len(queries.grants_of(person, clock().now())) > 1:
            return reverse("bureaus:work_as")
        return "/"

    def is_reauthentication_required(self, *, app: str, **_given: Any) -> bool:  # noqa: ARG002 allauth's signature
        """Not within minutes of a sign-in."""
        records = get_authentication_records(self.request, self.request.user)
        now = clock().now().timestamp()
        return not any(now - record.get("at", 0) < RECENT_S for record in records)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,  # noqa: ARG002 allauth's signature
        email: str | None = None,  # noqa: ARG002 allauth's signature
    ) -> None:
        """The journal's line instead of a letter: what somebody changed about the own sign-in."""
        signing_in.note_change(user, template_prefix.rpartition("/")[2], clock())

    def set_password(self, user: Any, password: str) -> None:
        signing_in.change_password(user, password, clock())


class SecondFactors(DefaultMFAAdapter):
    """Seals what the second factors are made of under a key of the hub."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy(
            "Your work asks for a second factor: keep one."
        ),
        "incorrect_code": gettext_lazy("This code is not right, or is used up."),
    }

    def encrypt(self, text: str) -> str:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return b64encode(
            nonce + AESGCM(key("second-factors")).encrypt(nonce, text.encode(), None)
        ).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = b64decode(encrypted_text)
        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        return AESGCM(key("second-factors")).decrypt(nonce, rest, None).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Not the last one of somebody whose work needs one."""
        return queries.may_lose_second_factor(authenticator.user, clock().now())

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def get_totp_issuer(self) -> str:
        return _hub_name()

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.username)

    def _get_site_name(self) -> str:
        return _hub_name()

    def send_notification_mail(self, *args: Any, **given: Any) -> None:
        Accounts(self.request).send_notification_mail(*args, **given)


class Directories(DefaultSocialAccountAdapter):
    """Lets in the people whom a bureau has admitted, when the bureau's own directory knows them."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Ties whoever the directory names to the account of that name, in that bureau only.

        Whom it names as a member of a declared group is admitted and granted first.
        """
        named = next(
            each
            for each in settings.HUB.configuration.sign_in.directories
            if each.id == sociallogin.account.provider
        )
        told = sociallogin.account.extra_data
        told = told.get("userinfo") or told.get("id_token") or told
        arriving = groups.Arriving(
            directory=named.id,
            username=_username(sociallogin, str(told.get(named.claim, ""))),
            full_name=str(told.get("name", ""))[:LONGEST_NAME],
            groups=_texts(told.get(named.groups_claim)),
        )
        for done in groups.arrive(arriving, clock()):
            settle(settings.HUB, done)
        if sociallogin.is_existing:
            return
        person = queries.account_to_open(arriving.username)
        if person is None or person.bureau_id != named.bureau:
            raise ImmediateHttpResponse(redirect("socialaccount_login_error"))
        sociallogin.connect(request, person)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 allauth's signature
        return False

    def send_notification_mail(self, *args: Any, **given: Any) -> None:
        """Nothing: `connect` tells the same as the journal's line of the sign-in."""


def _username(sociallogin: Any, told: str) -> str:
    """Of the account that the directory's person is tied to, else what the directory says."""
    return str(sociallogin.user.username) if sociallogin.is_existing else told


def _texts(told: object) -> frozenset[str]:
    listed = told if isinstance(told, list) else []
    return frozenset(each for each in listed if isinstance(each, str))


def _hub_name() -> str:
    names: dict[str, str] = settings.HUB.configuration.organisation.name
    language = (get_language() or "en").split("-")[0]
    return names.get(language) or names.get("en") or str(settings.HUB.configuration.organisation.id)
