"""Which results editors have put first for a visitor's words."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from search.analysis import analyze
from search.documents import visible_ids
from search.documents.shape import document_id
from search.models import PromotedResult

PAGES = "page"
FILES = "document"  # names of the sources that make documents of pages and of files for download


def promoted_for(*, words: str, language: str, moment: datetime) -> tuple[str, ...]:
    """Return the ids of the documents to show first, in the editors' order; only what everybody may see now.

    Parameters
    ----------
    words : str
        What was typed.
    language : str
        The visitor's; of a page, its translation into this language is shown where there is one.
    """
    asked = frozenset(analyze(words, language).words)
    if not asked:
        return ()
    called = [one for one in in_use(moment) if _is_called_for(one, asked, language)]
    wanted = _wanted(called, language)
    public = visible_ids(chain.from_iterable(wanted))
    first = (next(((name, one) for name, one in ways if one in public.get(name, ())), None) for ways in wanted)
    return tuple(dict.fromkeys(document_id(*one) for one in first if one))


def in_use(moment: datetime) -> QuerySet[PromotedResult]:
    """Return the promotions whose days include this moment."""
    day = timezone.localdate(moment)
    begun, not_over = Q(start_date=None) | Q(start_date__lte=day), Q(end_date=None) | Q(end_date__gte=day)
    return PromotedResult.objects.filter(begun, not_over).select_related("page")


def overdue() -> QuerySet[PromotedResult]:
    """Return the promotions whose last day has passed."""
    return PromotedResult.objects.filter(end_date__lt=timezone.localdate()).select_related("page", "document")


def _is_called_for(promoted: PromotedResult, asked: frozenset[str], language: str) -> bool:
    return any((wanted := analyze(phrase, language).words) and asked.issuperset(wanted) for phrase in promoted.phrases)


def _wanted(called: list[PromotedResult], language: str) -> list[list[tuple[str, str]]]:
    """Return for each promotion what to show (source, object), the better one first."""
    translated = _in_language([one.page for one in called if one.page], language)
    wanted = []
    for one in called:
        if one.page:
            numbers = [translated.get(one.page.translation_key), one.page.pk]
            wanted.append([(PAGES, str(number)) for number in numbers if number])
        else:
            wanted.append([(FILES, str(one.document_id))])
    return wanted


def _in_language(pages: Iterable[Page], language: str) -> dict[object, int]:
    keys = {page.translation_key for page in pages}
    if not keys:
        return {}
    translations = Page.objects.filter(translation_key__in=keys, locale__language_code=language)
    return dict(translations.values_list("translation_key", "pk"))
