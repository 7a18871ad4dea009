"""Tells in the log of a web server each time a page is made and not taken from memory."""

import logging
import os
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)


class TellingMiddleware:
    """Stands inside the page cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        logger.warning("Made by %d: %s", os.getpid(), request.path)
        return self.get_response(request)
