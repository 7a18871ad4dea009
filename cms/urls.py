"""The doors: every address of the portal."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.accounts.views.desk_account import desk_account
from cms.core import views
from cms.core.gallery.views import gallery
from cms.operating.metrics import metrics

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error

# Wagtail's own doors would let staff in without the second factor, or take in what nobody looks through.
_to_sign_in = RedirectView.as_view(pattern_name="account_password_login", query_string=True)


def _not_there(request: HttpRequest) -> HttpResponse:
    """Close an address of Wagtail that only serves its own tests."""
    raise Http404


_shadowed: list[URLPattern | URLResolver] = [
    path("admin/login/", _to_sign_in, name="admin_login_shadow"),
    path("admin/password_reset/", _to_sign_in, name="admin_password_reset_shadow"),
    path("admin/failwhale/", _not_there, name="admin_failure_shadow"),
    path("admin/account/", desk_account, name="wagtailadmin_account"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", views.health, name="health"),
    path("metrics/", metrics, name="metrics"),
    path("", include("cms.core.seo.urls")),
    *_shadowed,
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Pictures in the sizes that pages show; originals stay inside. A web server in front may take this over.
    path("media/images/<path:path>", views.rendition, name="rendition"),
    path("farben/", include("cms.welcome.urls")),
]
if settings.DEMO_SIGN_IN:
    urlpatterns.append(path("demo/", include("cms.demo.urls")))
if settings.SHOW_GALLERY:
    urlpatterns.append(path("gallery/", gallery, name="gallery"))
urlpatterns += i18n_patterns(
    path("suche/", include("search.urls")),
    path("angebote/", include("cms.companies.urls")),
    path("termine/", include("cms.community.urls")),
    path("", include("cms.alumni.urls")),
    path("", include("cms.mentoring.urls")),
    path("konto/", include("cms.accounts.urls")),
    path("konto/", include("cms.accounts.sign_in_urls")),
    path("", include("cms.core.urls")),
    # Django's own sign-in: without our limits, and without a second factor.
    path("_util/login/", _to_sign_in, name="wagtailcore_login_shadow"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
