"""The portal's doors as far as signing in needs them, and two rooms behind them."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls


def somewhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"signed in: {request.user.is_authenticated}")


urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("somewhere/", somewhere),
    path("suche/", include(([path("", somewhere, name="results")], "search"))),
]
urlpatterns += i18n_patterns(
    path("konto/", include("cms.accounts.sign_in_urls")),
    path("konto/", include("cms.accounts.urls")),
    prefix_default_language=False,
)
