"""The portal's addresses and one more: a page that does nothing, to compare with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from cms import urls


def hello(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>Hello, world</p>")


handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
urlpatterns = [path("hello/", hello), *urls.urlpatterns]
