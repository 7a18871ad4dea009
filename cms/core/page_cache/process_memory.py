"""The memory of one process: what it keeps, and how parts of pages are remembered."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from cms.core.page_cache.following import Follower
from cms.core.page_cache.reads import Reads, end_of_today, include, noting, read_so_far, watch_models
from cms.core.page_cache.store import Store

CEILING_SECONDS = 600.0  # nothing is kept longer, whatever was forgotten
BYTES_OF_A_RECORD = 5_000  # a guess for parts that are no text

Part = TypeVar("Part")


class Memory:
    """Kept results, and the follower that drops them."""

    def __init__(self, *, max_bytes: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.store = Store(max_bytes=max_bytes)
        self.follower = Follower(self.store, monotonic=monotonic)
        watch_models()

    @property
    def is_active(self) -> bool:
        """Whether this process follows the change log, so that parts may be kept."""
        return self.follower.has_begun

    def new_reads(self) -> Reads:
        """Return an empty note of what is read, which ends at midnight or at the ceiling."""
        now = timezone.now()
        until = min(now.timestamp() + CEILING_SECONDS, end_of_today(now))
        return Reads(until=until, begun=self.store.moment)

    def remember(
        self, compute: Callable[[], Part], *, name: str, vary: tuple[object, ...] = (), of_one_page: bool = False
    ) -> Part:
        """Return what `compute` returns, computed once per language and `vary` until something it has read changes.

        A part of one page may use what was read for the page before; then it changes with that too.
        """
        key = ("part", name, get_language(), *vary)
        entry = self.store.get(key, now=timezone.now().timestamp())
        if entry is not None:
            include(entry.tags, entry.until)
            return entry.value
        before = read_so_far() if of_one_page else None
        if of_one_page and before is None:
            # Nobody noted what was read for the page, so nothing would drop this part.
            return compute()
        begun = before.begun if before else self.store.moment
        with noting(self.new_reads()) as reads:
            value = compute()
        if before:
            reads.include(before.tags, before.until)
            reads.undecided |= before.undecided
        n_bytes = len(value) if isinstance(value, str | bytes) else BYTES_OF_A_RECORD
        self.store.put(key, value, reads=reads, n_bytes=n_bytes, begun=begun)
        return value


_memories: list[Memory] = []
_shows_a_draft: ContextVar[bool] = ContextVar("shows_a_draft", default=False)


def memory() -> Memory:
    """Return this process's memory; it begins with the first request."""
    if not _memories:
        _memories.append(Memory(max_bytes=settings.PAGE_CACHE_MAX_BYTES))
    return _memories[0]


def forget_everything() -> None:
    """Begin anew, as tests do."""
    _memories.clear()


def remember(
    compute: Callable[[], Part], *, name: str, vary: tuple[object, ...] = (), of_one_page: bool = False
) -> Part:
    """Return a part that many pages share; it must not depend on the visitor, only on the language and `vary`.

    Everything it shows must be read inside, or come from `remember()` inside: what was read before is not noted,
    unless it is a part of one page only.
    """
    if not is_remembering():
        return compute()
    return memory().remember(compute, name=name, vary=vary, of_one_page=of_one_page)


def is_remembering() -> bool:
    """Whether parts are kept; where they are, nobody else should keep them, or nobody notes what was read."""
    return settings.PAGE_CACHE != "off" and memory().is_active and not _shows_a_draft.get()


@contextmanager
def remembering_nothing() -> Iterator[None]:
    """Render a draft: it shows no part of the published page, and the published page no part of it."""
    token = _shows_a_draft.set(True)
    try:
        yield
    finally:
        _shows_a_draft.reset(token)
