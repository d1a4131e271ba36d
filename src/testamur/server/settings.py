"""Django's settings, all from the environment."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

from testamur.adapters.environment import environment, secret_key
from testamur.adapters.postgres import address
from testamur.interfaces.words.translation import LANGUAGES as SPOKEN
from testamur.interfaces.words.translation import LOCALE_FOLDER
from testamur.server.logs import configure

_HERE = environment()


def _database(url: str) -> dict[str, object]:
    """Return Django's form of a PostgreSQL address; what follows the question mark goes to the driver."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


SECRET_KEY = secret_key(_HERE.secret_key_file)
DEBUG = _HERE.is_debug
ALLOWED_HOSTS = sorted({_HERE.hostname, "localhost", "127.0.0.1", "[::1]"})
CSRF_TRUSTED_ORIGINS = [_HERE.base_url]
ROOT_URLCONF = "testamur.server.urls"
WSGI_APPLICATION = "testamur.server.wsgi.application"
BASE_URL = _HERE.base_url
IS_DEMO = _HERE.is_demo
REGISTRIES = _HERE.registries

INSTALLED_APPS = [
    "testamur.domain.ledger",
    "testamur.domain.institution",
    "testamur.domain.frameworks",
    "testamur.domain.oversight",
    "testamur.domain.catalogue",
    "testamur.domain.recognition",
    "testamur.domain.demand",
    "testamur.domain.design",
    "testamur.domain.learning",
    "testamur.domain.awards",
    "testamur.domain.issuing",
    "testamur.domain.portfolio",
    "testamur.domain.careers",
    "testamur.domain.insight",
    "testamur.interfaces.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_cotton",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "testamur.interfaces.web.security.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "testamur.interfaces.web.manners.SpeaksTheReadersLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Nothing above reads the body; its page knows who is signed in.
    "testamur.interfaces.web.manners.TurnsHugeBodiesAway",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "testamur.interfaces.web.manners.RefusalsBecomePages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "testamur.interfaces.web.visitor.surroundings",
            ],
        },
    },
]

# Nothing but `migrate` uses the owner.
DATABASES = {
    "default": _database(address.application(_HERE)),
    "owner": {**_database(address.owner(_HERE)), "CONN_MAX_AGE": 0, "TEST": {"MIRROR": "default"}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "server_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

AUTH_USER_MODEL = "institution.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
CSRF_FAILURE_VIEW = "testamur.interfaces.web.errors.expired_form"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/welcome"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# New accounts must be confirmed all the same, so that signing up tells nobody who has one: see web/accounts.py.
ACCOUNT_EMAIL_VERIFICATION = "optional"
# In the browser that signed up; so whoever came by an invitation is led back to it.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_USER_DISPLAY = str
ACCOUNT_ADAPTER = "testamur.interfaces.web.accounts.AccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Testamur: "
ACCOUNT_FORMS = {
    name: f"testamur.interfaces.web.accounts.{form}"
    for name, form in {
        "login": "SignIn",
        "signup": "SignUp",
        "reset_password": "ForgottenPassword",
        "reset_password_from_key": "NewPassword",
        "change_password": "OtherPassword",
        "set_password": "FirstPassword",
        "reauthenticate": "PasswordAgain",
        "add_email": "AnotherAddress",
    }.items()
}
MFA_ADAPTER = "testamur.interfaces.web.accounts.SecondStepAdapter"
MFA_FORMS = {
    name: f"testamur.interfaces.web.accounts.{form}"
    for name, form in {"authenticate": "Code", "reauthenticate": "CodeAgain", "activate_totp": "FirstCode"}.items()
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HERE.is_https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = _HERE.hsts_seconds
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HERE.is_https else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = list(SPOKEN.items())
LOCALE_PATHS = [LOCALE_FOLDER]

STATIC_URL = "/static/"
STATIC_ROOT = _HERE.home / "static"
# Names with a digest once `collectstatic` has run (serve and demo do it), plain names in development and tests.
_HASHED = "testamur.server.collected.CollectedFiles"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": _HERE.home / "files"},
    },
    "staticfiles": {"BACKEND": _HASHED if (STATIC_ROOT / "staticfiles.json").exists() else _PLAIN},
}

_MAIL = urlsplit(_HERE.mail_url)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _HERE.mail_url else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = _HERE.mail_folder
IS_MAIL_KEPT = not _HERE.mail_url
EMAIL_HOST = _MAIL.hostname or "localhost"
EMAIL_PORT = _MAIL.port or 25
EMAIL_HOST_USER = unquote(_MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(_MAIL.password or "")
EMAIL_USE_TLS = bool(_MAIL.username)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _HERE.mail_from

# People are unique by e-mail in any case: a constraint over upper(email), which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "testamur_tasks_are_named_not_discovered"
LOGGING_CONFIG = None
configure(_HERE.log_format)
