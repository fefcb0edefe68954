"""Django's settings, made from the hub: its `hub.toml` and the secrets in its `keys/`.

Without a hub (a type checker, `makemigrations`) there is nothing to open: databases in memory and a
key for this moment. `start` and `wsgi` always name a hub, so a server never runs on that.
"""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from entraide.clock import SystemClock
from entraide.errors import Malformed
from entraide.hub import Hub, HubError
from entraide.language import CATALOGUES, _
from entraide.language import LANGUAGES as SPOKEN
from entraide.web.packages.served import folders, is_immutable, version

WEB: Final = Path(__file__).parent.parent / "web"

SQLITE: Final = {
    "ENGINE": "django.db.backends.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",  # a writer waits at its beginning, or not at all
        "timeout": 20,
        # secure_delete: what is withdrawn leaves the file, not only the table.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
        "PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;",
    },
}


def _found() -> Any:
    try:
        return Hub.find()
    except HubError:
        return None


def postgresql(address: str) -> dict[str, Any]:
    """Django's words for an address such as "postgresql://entraide@db1:5432/entraide?sslmode=require".

    Raises:
        Malformed: it is not such an address.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise Malformed("truth_address", _("The address of the truth is not a PostgreSQL address."))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def databases(hub: Hub | None) -> dict[str, dict[str, Any]]:
    """The truth ("default") and, with SQLite, a second file for sessions and tasks ("work")."""
    if hub is None:
        return {"default": {**SQLITE, "NAME": ":memory:"}, "work": {**SQLITE, "NAME": ":memory:"}}
    if hub.configuration.truth.postgresql:
        return {"default": postgresql(hub.configuration.truth.postgresql)}
    return {
        "default": {**SQLITE, "NAME": str(hub.truth_file)},
        "work": {**SQLITE, "NAME": str(hub.work_file)},
    }


HUB: Any = _found()
"""The hub that this process serves; None only where models are read without one."""

_serving = HUB.configuration.serving if HUB else None
_organisation = HUB.configuration.organisation if HUB else None
_sign_in = HUB.configuration.sign_in if HUB else None
_directories = _sign_in.directories if _sign_in else []
_has_tls = bool(_serving and _serving.tls_certificate)

CLOCK = SystemClock()
"""What the pages tell the time by; tests put another here."""

SECRET_KEY = HUB.key("pages").hex() if HUB else secrets.token_hex()
DEBUG = False
ALLOWED_HOSTS = [*(_serving.hosts if _serving else []), "localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "entraide.web",
    "entraide.desks.bureaus",
    "entraide.desks.records",
    "entraide.desks.checks",
    "entraide.desks.inbox",
    "entraide.desks.audit",
    "entraide.desks.command",
    "entraide.desks.commission",
    "entraide.desks.notices",
    "entraide.desks.guide",
    "entraide.desks.notices.extract.apps.Extract",
    # After ours, whose templates stand before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "entraide.desks.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "entraide.desks.bureaus.entering.Entering",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "entraide.desks.problems.Problems",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "entraide.desks.urls"
WSGI_APPLICATION = "entraide.desks.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],  # before any app's own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "entraide.desks.frame.hub",
            ]
        },
    }
]

DATABASES = databases(HUB)
DATABASE_ROUTERS = ["entraide.desks.routing.Work"] if "work" in DATABASES else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "bureaus.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # refuses whoever is locked out before the others look
    "entraide.desks.bureaus.backends.ByPassword",
    "entraide.desks.bureaus.backends.ByPin",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "entraide.desks.bureaus.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,5/5m/key"}  # second factors; passwords: axes
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_FORMS = {
    "login": "entraide.desks.bureaus.forms.SignInForm",
    "reauthenticate": "entraide.desks.bureaus.forms.PasswordAgainForm",
    "change_password": "entraide.desks.bureaus.forms.OtherPasswordForm",
}
MFA_ADAPTER = "entraide.desks.bureaus.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a clock that is half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _has_tls  # without TLS it listens on this machine only
MFA_FORMS = {
    "authenticate": "entraide.desks.bureaus.forms.CodeForm",
    "reauthenticate": "entraide.desks.bureaus.forms.CodeAgainForm",
    "activate_totp": "entraide.desks.bureaus.forms.FirstCodeForm",
    "deactivate_totp": "entraide.desks.bureaus.forms.NoCodesForm",
    "add_webauthn": "entraide.desks.bureaus.forms.PasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "entraide.desks.bureaus.adapters.Directories"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may lead nowhere but here (Content-Security-Policy)
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": each.id,
                "name": each.title,
                "client_id": each.client_id,
                "secret": HUB.directory_secret(each.id),
                "settings": {"server_url": each.address},
            }
            for each in _directories
        ],
    }
}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_LOCKOUT_CALLABLE = "entraide.desks.bureaus.pages.sign_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["login", "username", "badge", "pin", "code", "token"]
AXES_CLIENT_IP_CALLABLE = "entraide.desks.bureaus.backends.address_of"
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # by account: those of one post share an address
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 14}),
        ("CommonPasswordValidator", {}),
    )
]

LANGUAGES = [
    (code, SPOKEN[code])
    for code in (_organisation.languages if _organisation else SPOKEN)
    if code in SPOKEN
]
LANGUAGE_CODE = LANGUAGES[0][0] if LANGUAGES else "en"
LOCALE_PATHS = [CATALOGUES]
USE_I18N = True
FORMAT_MODULE_PATH = ["entraide.web.formats"]
USE_TZ = True
TIME_ZONE = "UTC"

STATICFILES_DIRS = folders()
STATIC_URL = f"static/{version(STATICFILES_DIRS)}/"
FORM_RENDERER = "entraide.web.rendering.Renderer"
MESSAGE_TAGS = {10: "info", 20: "info", 25: "done", 30: "warning", 40: "wrong"}  # kinds of notice
WHITENOISE_USE_FINDERS = True  # served from the package: nothing to collect
WHITENOISE_IMMUTABLE_FILE_TEST = is_immutable

SESSION_ENGINE = "entraide.desks.bureaus.session_store"
SESSION_COOKIE_NAME = "__Host-entraide" if _has_tls else "entraide"
SESSION_COOKIE_SECURE = _has_tls
# Who comes back from a bureau's directory comes from elsewhere.
SESSION_COOKIE_SAMESITE = "Lax" if _directories else "Strict"
SESSION_COOKIE_AGE = (_sign_in.session_hours if _sign_in else 10) * 3600  # seconds
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "entraide.desks.problems.not_from_here"
CSRF_COOKIE_NAME = "__Host-entraide-csrf" if _has_tls else "entraide-csrf"
CSRF_COOKIE_SECURE = _has_tls
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_SECURE = _has_tls
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = _has_tls
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _has_tls else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
