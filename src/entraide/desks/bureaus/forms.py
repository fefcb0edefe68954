"""What people write when they sign in, and about their own way of signing in."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy

from entraide.desks.bureaus.signing_in import SHORTEST_PIN

_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "placeholder": ""}


class SignInForm(account.LoginForm):
    """Account and password."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _say(self, "login", gettext_lazy("User name"), autocomplete="username")
        _say(self, "password", gettext_lazy("Password"), autocomplete="current-password")
        self.fields["password"].help_text = ""


class PasswordAgainForm(account.ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _say(self, "password", gettext_lazy("Password"), autocomplete="current-password")


class OtherPasswordForm(account.ChangePasswordForm):
    """Another password for oneself."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _say(self, "oldpassword", gettext_lazy("Present password"))
        _say(self, "password1", gettext_lazy("New password"), autocomplete="new-password")
        _say(self, "password2", gettext_lazy("New password, again"), autocomplete="new-password")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = gettext_lazy(
            "At least 14 characters; several words are easy to keep in mind."
        )


class CodeForm(mfa.AuthenticateForm):
    """A code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _say(self, "code", gettext_lazy("Code of your app, or a recovery code"), **_CODE)


class CodeAgainForm(mfa.ReauthenticateForm):
    """The same, for somebody who is signed in."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _say(self, "code", gettext_lazy("Code of your app, or a recovery code"), **_CODE)


class FirstCodeForm(totp.ActivateTOTPForm):
    """The first code of an app, which shows that it was set up."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _say(self, "code", gettext_lazy("Code that the app shows now"), **_CODE)


class NoCodesForm(totp.DeactivateTOTPForm):
    """Taking the app away."""


class PasskeyForm(webauthn.AddWebAuthnForm):
    """A passkey or security key."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        _say(self, "name", gettext_lazy("What you call it"))
        self.fields["name"].initial = ""
        self.initial["name"] = ""


class InvitedForm(forms.Form):
    """The own password, for whoever came by a link."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        help_text=gettext_lazy("At least 14 characters; several words are easy to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label=gettext_lazy("New password, again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "password" in told and "again" in told and told["password"] != told["again"]:
            self.add_error("again", gettext_lazy("The two are not the same."))
        return told


class BadgeForm(forms.Form):
    """One's badge and PIN."""

    badge = forms.CharField(
        label=gettext_lazy("Number of your badge"),
        help_text=gettext_lazy("Hold the badge to the reader, which types it."),
        max_length=64,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    pin = forms.CharField(
        label=gettext_lazy("PIN"),
        min_length=SHORTEST_PIN,
        max_length=16,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class TakeOverForm(BadgeForm):
    """Who takes a shared desk over."""


def _say(form: forms.Form, name: str, label: Any, **attributes: str) -> None:
    field = form.fields[name]
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update({key: text for key, text in attributes.items() if text})
