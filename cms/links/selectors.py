"""Which links lead nowhere, as of now."""

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.core.visible import public_pages
from cms.links.models import PlacedLink
from matching.models import Offer


def links_to_nowhere() -> QuerySet[PlacedLink]:
    """Return the links that visitors meet and that lead nowhere, in one query.

    Links are read from public pages only; here it is asked whether these are still there. What was mended is left out
    at once: a page that was published after its links were read, a record that names another address by now, a page
    or document that is there again.
    """
    page_is_there = Exists(public_pages(Page.objects.filter(pk=OuterRef("to_page"))))
    document_is_there = Exists(get_document_model().objects.filter(pk=OuterRef("to_document")))
    leads_nowhere = (Q(to_page__isnull=False) & ~page_is_there) | (Q(to_document__isnull=False) & ~document_is_there)
    if settings.LINK_CHECK:
        leads_nowhere |= Q(link__failed_on__gt=F("link__failing_since"))
    return PlacedLink.objects.filter(leads_nowhere).filter(_is_shown()).select_related("link")


def _is_shown() -> Q:
    published, read = "page__last_published_at", F("page__link_reading__read_at")
    is_unread = Q(**{f"{published}__gt": read})
    return (
        (Q(page__live=True) & ~is_unread)
        | Q(organization__website__startswith=F("link__address"))
        | Q(offer__in=Offer.objects.open().values("pk"), offer__website__startswith=F("link__address"))
        | Q(reference__source__contains=F("link__address"))
    )
