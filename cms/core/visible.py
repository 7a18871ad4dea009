"""Which pages may be found from outside: live, inside their window, for everybody, and written in their language."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from wagtail.models import PageQuerySet, PageViewRestriction

HOME_DEPTH = 2  # Wagtail's root is 1


def public_pages(pages: PageQuerySet) -> PageQuerySet:
    """Return those of the pages that everybody may read now, in one query."""
    now = timezone.now()
    asked_path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.alias(asked_path=asked_path)
    return (
        pages.filter(live=True, depth__gte=HOME_DEPTH)
        .filter(Q(go_live_at__isnull=True) | Q(go_live_at__lte=now), Q(expire_at__isnull=True) | Q(expire_at__gt=now))
        .exclude(Exists(restrictions.filter(asked_path__startswith=F("page__path"))))
    )


def findable_pages(pages: PageQuerySet) -> PageQuerySet:
    """Return those of the pages that search engines shall know: public ones that are no copy in another tree."""
    return public_pages(pages).filter(alias_of__isnull=True)
