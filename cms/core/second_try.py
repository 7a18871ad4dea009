"""Beginning again after a lost race: two transactions waited for each other, and the database has ended one of them.

What was ended is undone as a whole, and the other is through: doing the same once more goes well. It is done for
tasks, all of which are safe to run twice, and for requests that only read. Whoever was sending a form is asked to
send it again (503 with Retry-After, see `faults`), since nobody knows what else the form has begun.
"""

import random
import time
from collections.abc import Callable
from typing import Any

from celery import Task
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from cms.core.faults import is_lost_race

MOST_TRIES = 4
FIRST_PAUSE_SECONDS = 0.1  # at most; the next is twice as long


class RetriedTask(Task):
    """A task of the portal (cms.celery), begun again where it stands: no broker is needed for it."""

    abstract = True

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Run it, and again after a lost race."""
        for n_tries in range(1, MOST_TRIES):
            try:
                return self.run(*arguments, **named)
            except OperationalError as error:
                if not is_lost_race(error):
                    raise
            # At random: two that met must not meet again.
            time.sleep(random.uniform(0, FIRST_PAUSE_SECONDS * 2**n_tries))  # noqa: S311
        return self.run(*arguments, **named)


class SecondTryMiddleware:
    """Asks a view once more for what somebody only wants to read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Answer in place of the view that failed, or leave it at that."""
        match = request.resolver_match
        if request.method not in {"GET", "HEAD"} or match is None or not is_lost_race(error):
            return None
        return match.func(request, *match.args, **match.kwargs)
