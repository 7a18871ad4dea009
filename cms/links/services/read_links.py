"""Read the links of public pages: of those that nobody has read since they were published."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from cms.core.visible import findable_pages
from cms.links.models import PageReading
from cms.links.services.place_links import place_links
from cms.links.texts import links_of_page

MOST_PAGES = 200
READ_AGAIN_AFTER = timedelta(days=30)  # texts also change without being published: by an import, or a later version


def read_pages(*, most: int = MOST_PAGES) -> int:
    """Read the pages that are due, page by page; return how many. Safe to be killed and repeated."""
    now = timezone.now()
    is_due = Q(link_reading__isnull=True) | Q(link_reading__read_at__lt=F("last_published_at"))
    is_due |= Q(link_reading__read_at__lt=now - READ_AGAIN_AFTER)
    due = findable_pages(Page.objects.filter(is_due)).order_by("pk")[:most]
    pages = list(due.specific())
    for page in pages:
        _read(page, moment=now)
    return len(pages)


@transaction.atomic
def _read(page: Page, *, moment: datetime) -> None:
    """Note a page's links; the moment lies before the page was loaded, so that nothing is missed in between."""
    PageReading.objects.update_or_create(page_id=page.pk, defaults={"read_at": moment})
    place_links(place="page", found={page.pk: links_of_page(page)})
