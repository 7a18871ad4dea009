"""Wagtail: the editors' workplace."""

from django.utils.translation import gettext_lazy as _

from cms.settings.environment import env

WAGTAIL_SITE_NAME = env.str("PORTAL_NAME", default="Heimathafen")
WAGTAILADMIN_BASE_URL = env.str("PORTAL_URL", default="http://localhost:8000")
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", _("German")), ("en", _("English"))]
WAGTAILIMAGES_IMAGE_MODEL = "core.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "core.PortalDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # documents are saved, never shown inside the portal
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.core.uploads.forms.DocumentForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.core.uploads.forms.PictureForm"
# No request leaves for a foreign server.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# Passwords are changed where the second factor is asked for.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
# An address is changed by an administrator: nobody has confirmed the new one, and it opens the password reset.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "account_password_login"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Wagtail's own search serves the editors' desk only; visitors use the room `search`.
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
