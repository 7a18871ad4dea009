"""Which language a page is in."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language


class AddressLocaleMiddleware(LocaleMiddleware):
    """Takes the language from the address alone: /en/…, /ar/…, everything else is German.

    Django's own does the same as long as German addresses have no prefix (cms/urls.py), but tells caches all the same
    that the answer depends on the browser's languages, so that they would keep a copy for each setting.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", get_language())
        return response
