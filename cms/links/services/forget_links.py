"""Forget what stands nowhere any more."""

from wagtail.models import Page

from cms.core.visible import findable_pages
from cms.links.models import Link, PageReading, PlacedLink


def forget_links() -> int:
    """Delete places that are not public any more, and addresses without a place; return how many addresses."""
    public = findable_pages(Page.objects.all()).values("pk")
    PlacedLink.objects.filter(page__isnull=False).exclude(page__in=public).delete()
    PageReading.objects.exclude(page__in=public).delete()
    _n, by_model = Link.objects.filter(places__isnull=True).delete()
    return by_model.get(Link._meta.label, 0)
