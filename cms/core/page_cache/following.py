"""Reads the change log once a second and drops what the changes touch."""

import logging
import time
from collections.abc import Callable
from threading import Lock

from django.db import DatabaseError
from wagtail.models import Site

from cms.core.page_cache.pages_shown import PagesShown
from cms.core.page_cache.store import Store
from matching import changes
from matching.models import Change, Offer

LOOK_EVERY_SECONDS = 1.0
FORGET_AFTER_SECONDS = 3600.0  # a process that slept longer begins anew; lines it missed may be pruned
MANY_LINES = 500

logger = logging.getLogger(__name__)


class Follower:
    """One process's place in the change log."""

    def __init__(self, store: Store, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.store = store
        self.has_begun = False
        self._monotonic = monotonic
        self._next_look = self._last_look = 0.0
        self._position = changes.Position()
        self._seen: set[int] = set()
        self._shown = PagesShown()
        self._lock = Lock()

    def keep_up(self) -> None:
        """Apply what is new, at most once a second; one thread looks, the others go on."""
        if self.has_begun and self._monotonic() < self._next_look:
            return
        if not self._lock.acquire(blocking=not self.has_begun):
            return
        try:
            now = self._monotonic()
            if not self.has_begun or now >= self._next_look:
                self._look(now)
        except DatabaseError as error:
            # Finished pages are the last thing that should fail with the database; their age ends them.
            logger.warning("The page cache could not read the change log: %s", error)
        finally:
            self._lock.release()

    def _look(self, now: float) -> None:
        self._next_look = now + LOOK_EVERY_SECONDS
        if not self.has_begun or now - self._last_look > FORGET_AFTER_SECONDS:
            self._begin()
        self._last_look = now
        # What is committed counts at once, even where an older transaction may still add lines before it.
        lines = changes.committed_after(self._position, limit=MANY_LINES)
        if not lines:
            return
        if len(lines) == MANY_LINES:
            self._begin()
            return
        fresh = [line for line in lines if line.pk not in self._seen]
        if fresh:
            self._apply(fresh)
        self._move(lines)

    def _begin(self) -> None:
        self._position = changes.head()
        self._seen = set()
        self._shown.load()
        self._clear()
        self.has_begun = True

    def _move(self, lines: list[Change]) -> None:
        """Go forward to where no line can appear any more; remember which of the later ones were applied."""
        settled = changes.read_after(self._position, limit=MANY_LINES)
        if settled:
            self._position = changes.Position(settled[-1].transaction_id, settled[-1].pk)
        self._seen = {line.pk for line in lines} - {line.pk for line in settled}

    def _apply(self, lines: list[Change]) -> None:
        ids: dict[str, set[str]] = {}
        for line in lines:
            ids.setdefault(line.kind, set()).add(line.object_id)
        tags = self._tags_of(ids)
        if tags is None:
            self._clear()
        else:
            self.store.drop(tags)

    def _tags_of(self, ids: dict[str, set[str]]) -> frozenset[str] | None:
        """Return what to drop, or nothing when everything must go."""
        if changes.Kind.SITE in ids:
            self._shown.load()
            return None
        tags: set[str] = set()
        pages = {int(page_id) for page_id in ids.pop(changes.Kind.PAGE, ()) if page_id.isdecimal()}
        if pages:
            of_pages = self._shown.tags_of_change(pages)
            if of_pages is None:
                return None
            tags |= of_pages
        if offers := [offer_id for offer_id in ids.get(changes.Kind.OFFER, ()) if offer_id.isdecimal()]:
            # Who lists an organization's offers has read the organization.
            owners = Offer.objects.filter(pk__in=offers).values_list("organization_id", flat=True)
            tags.update(f"organization:{owner}" for owner in owners)
        for kind, object_ids in ids.items():
            tags.add(f"list:{kind}")
            tags.update(f"{kind}:{object_id}" for object_id in object_ids)
        return frozenset(tags)

    def _clear(self) -> None:
        self.store.clear()
        Site.clear_site_root_paths_cache()
