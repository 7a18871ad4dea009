"""What every response of a signed-in person carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PersonalPagesMiddleware:
    """Keeps pages of signed-in people out of every cache, and out of search engines."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
            response["X-Robots-Tag"] = "noindex"
        return response
