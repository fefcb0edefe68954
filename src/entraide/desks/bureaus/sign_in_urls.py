"""Addresses of the sign-in. Their names are django-allauth's own, which it looks them up by."""

from allauth.account import views as account
from allauth.mfa import urls as mfa
from allauth.socialaccount import views as directory
from allauth.socialaccount.providers.openid_connect import urls as openid_connect
from django.urls import include, path

from entraide.desks.bureaus.pages import me, sign_in

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("me/password/", account.password_change, name="account_change_password"),
    path("me/no-password/", me.me, name="account_set_password"),  # who has a directory needs none
    path("me/second-factor/authenticate/", sign_in.ShowSecondFactor.as_view()),
    path("me/second-factor/totp/activate/", sign_in.SetUpApp.as_view()),
    path("me/second-factor/webauthn/add/", sign_in.SetUpPasskey.as_view()),
    path("me/second-factor/webauthn/keys/<int:pk>/remove/", sign_in.TakePasskeyAway.as_view()),
    path("me/second-factor/", include(mfa)),
    path("sign-in/directory/", include(openid_connect)),
    path("sign-in/stopped/", directory.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/unknown/", directory.login_error, name="socialaccount_login_error"),
]
