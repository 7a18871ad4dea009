"""Answers visitors from the memory of the process; the innermost middleware, so that all others see every answer."""

from collections.abc import Callable
from threading import Event, Lock

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from cms.core.page_cache.answers import Answer, answer_of
from cms.core.page_cache.hosts import host_name
from cms.core.page_cache.process_memory import Memory, memory, remembering_nothing
from cms.core.page_cache.reads import noting

GetResponse = Callable[[HttpRequest], HttpResponse]
Key = tuple[object, ...]

WAIT_SECONDS = 10.0  # for a page that somebody else is rendering; the first one of a process may take long
NOT_KEPT_SECONDS = 60.0  # how long nobody waits for a page that could not be kept
MOST_NOT_KEPT = 10_000
MESSAGES_COOKIE = "messages"


class PageCacheMiddleware:
    """Keeps finished Wagtail pages for visitors who have no session."""

    def __init__(self, get_response: GetResponse) -> None:
        if settings.PAGE_CACHE == "off":
            raise MiddlewareNotUsed
        self.get_response = get_response
        self._rendering: dict[Key, Event] = {}
        self._not_kept: dict[Key, float] = {}
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "is_dummy", False):  # as Wagtail's previews are
            with remembering_nothing():
                return self.get_response(request)
        kept = memory()
        kept.follower.keep_up()
        key = _key_of(request) if settings.PAGE_CACHE == "pages" else None
        if key is None:
            # Parts of it are kept all the same, and change with what was read before them.
            with noting(kept.new_reads()):
                return self.get_response(request)
        answer = _kept_answer(kept, key)
        if answer is not None:
            return answer.respond(request)
        return self._render_once(request, kept, key)

    def _render_once(self, request: HttpRequest, kept: Memory, key: Key) -> HttpResponse:
        """Render a page that is missing; whoever asks for it meanwhile waits for the result."""
        mine = Event()
        with self._lock:
            other = self._rendering.setdefault(key, mine)
        while other is not mine:
            is_done = self._is_not_kept(key) or other.wait(WAIT_SECONDS)
            answer = _kept_answer(kept, key)
            if answer is not None:
                return answer.respond(request)
            if is_done:  # and cannot be kept
                return self._render(request, kept, key)
            other = self._take_over(key, other, mine)
        try:
            return self._render(request, kept, key)
        finally:
            with self._lock:
                if self._rendering.get(key) is mine:
                    del self._rendering[key]
            mine.set()

    def _take_over(self, key: Key, late: Event, mine: Event) -> Event:
        """Let one of those who wait render a page that takes too long; the others wait for that one."""
        with self._lock:
            if self._rendering.get(key, late) is late:
                self._rendering[key] = mine
            return self._rendering[key]

    def _render(self, request: HttpRequest, kept: Memory, key: Key) -> HttpResponse:
        begun = kept.store.moment
        with noting(kept.new_reads()) as reads:
            response = self.get_response(request)
        page = _page_of(request)
        if page is None:
            return response
        if not _is_the_same_for_all(request, response):
            self._remember_not_kept(key)
            return response
        reads.tags.add(f"body:{page}")
        if reads.undecided:
            self._remember_not_kept(key)
            return response
        answer = answer_of(response)
        kept.store.put(key, answer, reads=reads, n_bytes=answer.n_bytes, begun=begun)
        return answer.respond(request)

    def _is_not_kept(self, key: Key) -> bool:
        return self._not_kept.get(key, 0.0) > timezone.now().timestamp()

    def _remember_not_kept(self, key: Key) -> None:
        with self._lock:
            if len(self._not_kept) >= MOST_NOT_KEPT:
                self._not_kept.clear()
            self._not_kept[key] = timezone.now().timestamp() + NOT_KEPT_SECONDS


def _key_of(request: HttpRequest) -> Key | None:
    """Return under which key this request's answer may be kept, or nothing when it is somebody's own."""
    if request.method not in {"GET", "HEAD"} or request.META.get("QUERY_STRING"):
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES or MESSAGES_COOKIE in request.COOKIES:
        return None
    meta = request.META
    if "HTTP_AUTHORIZATION" in meta or "HTTP_HX_REQUEST" in meta:
        return None
    return ("page", request.scheme, host_name(request), request.path, get_language())


def _kept_answer(kept: Memory, key: Key) -> Answer | None:
    entry = kept.store.get(key, now=timezone.now().timestamp())
    return entry.value if entry else None


def _page_of(request: HttpRequest) -> int | None:
    """Return the number of the Wagtail page that was served; other views decide about caching themselves."""
    match = request.resolver_match
    if match is None or match.url_name != "wagtail_serve":
        return None
    route = getattr(request, "_wagtail_route_for_request", None)
    return route[0].pk if route else None


def _is_the_same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether nothing in the answer belongs to one visitor."""
    if response.status_code != 200 or isinstance(response, StreamingHttpResponse) or response.cookies:
        return False
    if request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or request.session.accessed or request.session.modified:
        return False
    waiting = getattr(request, "_messages", None)
    if waiting is not None and waiting.added_new:
        return False
    control = response.headers.get("Cache-Control", "")
    return not any(word in control for word in ("no-store", "private", "no-cache"))
