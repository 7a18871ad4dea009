"""Beginning again after a lost race: two transactions waited for each other, and the database has ended one of them.

What was ended is undone as a whole, and the other is through: doing the same once more goes well. It is done for
tasks, all of which are safe to run twice, and for requests that only read. Whoever was sending a form is asked to
send it again (503 with Retry-After, see `faults`), since nobody knows what else the form has begun.
"""

import logging
import random
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from celery import Task
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse

from cms.core.faults import is_lost_race

MOST_TRIES = 4
FIRST_PAUSE_SECONDS = 0.1  # at most; the next is twice as long

logger = logging.getLogger(__name__)
_slots: ContextVar[set[str]] = ContextVar("slots")


def slots_of_this_run() -> set[str]:
    """Return the jobs whose slot the task that runs has taken (`tasks.take_slot`): they stay its own when it loses."""
    return _slots.get(set())


class RetriedTask(Task):
    """A task of the portal (cms.celery), begun again where it stands: no broker is needed for it."""

    abstract = True

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Run it, and again after a lost race."""
        before = _slots.set(set())
        try:
            return self._run_to_the_end(*arguments, **named)
        finally:
            _slots.reset(before)

    def _run_to_the_end(self, *arguments: Any, **named: Any) -> Any:
        for n_tries in range(1, MOST_TRIES):
            try:
                return self.run(*arguments, **named)
            except OperationalError as error:
                if not is_lost_race(error):
                    raise
            logger.warning("The task %s lost a race in the database, try %d; it begins again.", self.name, n_tries)
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
        logger.warning("The view %s lost a race in the database; it is asked again.", match.view_name)
        response = match.func(request, *match.args, **match.kwargs)
        if isinstance(response, SimpleTemplateResponse):
            # When the race was lost in the template, Django has tried to render and does not do it again.
            response.render()
        return response
