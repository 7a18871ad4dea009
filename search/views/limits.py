"""How often one sender may ask: generous for people, a wall for programs.

Every process counts in its memory and tells the shared cache only every tenth time: a search by a person costs no
write, and whoever spreads over all processes is noticed all the same. Without the cache each process counts alone.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from threading import Lock
from typing import Concatenate, Final, ParamSpec

from allauth.core.internal.ratelimit import get_ip
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from redis.exceptions import RedisError

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponse]

WINDOW_SECONDS: Final = 60
TOLD_EVERY: Final = 10  # requests


def limited(*, action: str, most: int) -> Callable[[View[Parameters]], View[Parameters]]:
    """Answer 429 from the request on that is more than `most` of one sender in a minute."""

    def with_limit(view: View[Parameters]) -> View[Parameters]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
            if _count(action, get_ip(request)) > most:
                response = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
                response.headers["Retry-After"] = str(WINDOW_SECONDS)
                return response
            return view(request, *args, **kwargs)

        return answer

    return with_limit


def forget() -> None:
    """Forget who has asked how often in this process."""
    with _lock:
        _here.clear()
        _elsewhere.clear()


def _count(action: str, sender: str) -> int:
    """Count one more request and return how many of this minute are known of."""
    window = int(timezone.now().timestamp()) // WINDOW_SECONDS
    digest = hashlib.sha256(sender.encode()).hexdigest()[:32]
    key = f"search-limit:{action}:{window}:{digest}"
    with _lock:
        if window != _window[0]:
            _window[0] = window
            _here.clear()
            _elsewhere.clear()
        _here[key] += 1
        n_here = _here[key]
    if n_here % TOLD_EVERY == 0:
        _elsewhere[key] = _tell(key) - n_here
    return n_here + max(0, _elsewhere[key])


def _tell(key: str) -> int:
    """Add the last requests to the shared count and return it; 0 when there is nobody to tell."""
    try:
        cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
        return cache.incr(key, TOLD_EVERY)
    except (DatabaseError, RedisError, OSError, ValueError):  # ValueError: it was forgotten in between
        return 0


_lock = Lock()
_window = [0]
_here: Counter[str] = Counter()
_elsewhere: Counter[str] = Counter()
