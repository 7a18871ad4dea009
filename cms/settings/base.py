"""What all deployments share. Subsystems have files of their own, imported at the end."""

from django.utils.translation import gettext_lazy as _

from cms.settings.environment import BASE_DIR, VAR_DIR, env

SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
# Links in mails come from here, never from a request's Host header.
PORTAL_URL = env.str("PORTAL_URL", default="http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "cms.operating",
    "cms.demo",
    "cms.desk",
    "cms.proofreading",
    "cms.links",
    "cms.community",
    "cms.mentoring",
    "cms.alumni",
    "cms.companies",
    "cms.welcome",
    "cms.accounts",
    "cms.mailing",
    "cms.navigation",
    "cms.core",
    "cms.audit",
    "search",
    "matching",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_htmx",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cms.core.middleware.ResourcePolicyMiddleware",
    "cms.core.middleware.CompressionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.core.middleware.DeskPolicyMiddleware",
    "cms.core.middleware.DocumentPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "cms.core.maintenance.MaintenanceMiddleware",
    "cms.core.middleware.PlainMethodsMiddleware",
    # Before anything looks into a form.
    "cms.core.middleware.RequestSizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.navigation.middleware.AddressLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.accounts.middleware.SessionLifetimeMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.accounts.middleware.StaffSecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Inside the messages, which tell it of Wagtail's refusals, and around the gate, whose refusals it sees.
    "cms.audit.middleware.DeskRecordMiddleware",
    "cms.core.town_halls.middleware.OwnDeskMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cms.core.middleware.PersonalPagesMiddleware",
    "cms.core.seo.redirects.MovedPagesMiddleware",
    "cms.core.second_try.SecondTryMiddleware",
    # Innermost: what comes out of its memory passes through all of the above like everything else.
    "cms.core.page_cache.middleware.PageCacheMiddleware",
    "cms.navigation.routing.PageRouteMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "cms.navigation.context_processors.layout",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "de"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("de", _("German")), ("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=VAR_DIR / "static")
STATICFILES_DIRS = [
    ("heimathafen", BASE_DIR / "cms" / "frontend" / "dist"),
    ("demo", BASE_DIR / "cms" / "demo" / "pictures"),
]
# While this file exists, visitors read that the portal is being worked on (`manage.py maintenance on`).
MAINTENANCE_FILE = VAR_DIR / "maintenance"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "cms.core.whole_files.WholeFileStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The demo region and its one-click sign-in exist in local settings only; cms/demo/checks.py refuses them elsewhere.
DEMO_SIGN_IN = False
# The gallery of blocks and components, for those who build the portal; it shows nothing secret and helps no visitor.
SHOW_GALLERY = False

from cms.settings.accounts import *  # noqa: E402
from cms.settings.celery import *  # noqa: E402
from cms.settings.database import *  # noqa: E402
from cms.settings.links import *  # noqa: E402
from cms.settings.logs import *  # noqa: E402
from cms.settings.mail import *  # noqa: E402
from cms.settings.matching import *  # noqa: E402
from cms.settings.operating import *  # noqa: E402
from cms.settings.page_cache import *  # noqa: E402
from cms.settings.portal import *  # noqa: E402
from cms.settings.search import *  # noqa: E402
from cms.settings.security import *  # noqa: E402
from cms.settings.translation import *  # noqa: E402
from cms.settings.wagtail import *  # noqa: E402
