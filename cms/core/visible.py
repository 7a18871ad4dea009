"""Which pages everybody may see now, and which of them may be found: the one place that decides it."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from wagtail.models import Page, PageQuerySet, PageViewRestriction

HOME_DEPTH = 2  # of the start pages; Wagtail's root is 1


def public_pages(pages: PageQuerySet) -> PageQuerySet:
    """Return those that everybody may read: live, inside their window, below no view restriction; in one query."""
    now = timezone.now()
    return (
        pages.filter(live=True, depth__gte=HOME_DEPTH)
        .filter(Q(go_live_at__isnull=True) | Q(go_live_at__lte=now), Q(expire_at__isnull=True) | Q(expire_at__gt=now))
        .exclude(is_private())
    )


def is_private() -> Exists:
    """Return the condition that a page is not for everybody; what stands in for a private page is as private as it.

    Everything hangs on the few restrictions there are: without any, a database looks at no further page.
    """
    asked_path = ExpressionWrapper(OuterRef("path"), CharField())
    path_asked_above = ExpressionWrapper(OuterRef(OuterRef("path")), CharField())
    original = Page.objects.filter(pk=OuterRef(OuterRef("alias_of_id")), path__startswith=OuterRef("page__path"))
    stand_in = Page.objects.alias(asked_path=path_asked_above).filter(
        alias_of=OuterRef("page"), asked_path__startswith=F("path")
    )
    return Exists(
        PageViewRestriction.objects.alias(asked_path=asked_path).filter(
            Q(asked_path__startswith=F("page__path")) | Exists(original) | Exists(stand_in)
        )
    )


def is_in_time(page: Page) -> bool:
    """Return whether a live page is inside its window: the job that takes pages away comes every few minutes only."""
    now = timezone.now()
    return (page.go_live_at is None or page.go_live_at <= now) and (page.expire_at is None or page.expire_at > now)


def findable_pages(pages: PageQuerySet) -> PageQuerySet:
    """Return those of the pages that search engines shall know: public ones that are no copy in another tree."""
    return public_pages(pages).filter(alias_of__isnull=True)
