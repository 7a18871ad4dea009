"""The portal's doors with one more address that tells whether one is signed in."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls


def somewhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"signed in: {request.user.is_authenticated}")


urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("somewhere/", somewhere),
]
urlpatterns += i18n_patterns(
    path("konto/", include("cms.accounts.sign_in_urls")),
    path("konto/", include("cms.accounts.urls")),
    path("suche/", include("search.urls")),
    path("angebote/", include("cms.companies.urls")),
    path("", include("cms.alumni.urls")),
    path("", include("cms.mentoring.urls")),
    path("", include("cms.core.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
