"""Promises that the search keeps: a query and the page that stands among its first results."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from search import queries
from search.documents.shape import document_id
from search.models import SearchInvariant
from search.models.invariant import MOST_RESULTS
from search.promotions import PAGES


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that is not kept, and where the page stands now; nowhere among the first results without `position`."""

    invariant: SearchInvariant
    position: int | None


def check(report: Callable[[str], None] = lambda _line: None) -> list[Broken]:
    """Try every promise, note where each page stands, and return the broken ones; safe to run at any time."""
    found = []
    for invariant in SearchInvariant.objects.select_related("page"):
        invariant.position = position_of(invariant)
        invariant.checked_at = timezone.now()
        invariant.save(update_fields=["position", "checked_at"])
        if not invariant.is_kept:
            found.append(Broken(invariant, invariant.position))
            report(f"{invariant}: {invariant.state}")
    return found


def position_of(invariant: SearchInvariant) -> int | None:
    """Return at which place visitors find the page, or a translation of it, counted from one."""
    found = queries.search(words=invariant.query, language=invariant.language, per_page=MOST_RESULTS)
    pages = Page.objects.filter(translation_key=invariant.page.translation_key)
    wanted = {document_id(PAGES, pk) for pk in pages.values_list("pk", flat=True)}
    return next((place for place, hit in enumerate(found.hits, start=1) if hit.id in wanted), None)


def broken() -> QuerySet[SearchInvariant]:
    """Return the promises that the last check found broken."""
    missed = Q(position=None) | Q(position__gt=F("among_first"))
    return SearchInvariant.objects.filter(missed, checked_at__isnull=False).select_related("page")
