"""Pictures in the sizes that pages show: drawn once, read with few queries, never the reason for a page to fail."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from cms.core.models import BasePage, PortalImage, PortalRendition

# The file is gone or broken: a page without a picture is better than no page.
UNREADABLE = (SourceImageIOError, InvalidFilterSpecError, OSError)


def in_size(image: PortalImage | None, size: str) -> PortalRendition | None:
    """Return a picture in a size, drawn when it is asked for the first time; nothing when its file cannot be read."""
    if image is None:
        return None
    try:
        return image.get_rendition(size)
    except UNREADABLE:
        return None


def url_in_size(image: PortalImage | None, size: str) -> str:
    """Return the address of a picture in a size, or nothing."""
    shown = in_size(image, size)
    return str(shown.url) if shown else ""


def read_pictures(pages: Iterable[BasePage], size: str) -> None:
    """Give pages their pictures with one query, and those their copies in a size with another.

    Pages that were read together with their pictures need only the second.
    """
    pages = [page for page in pages if page.picture_id]
    field = BasePage._meta.get_field("picture")
    unread = {page.picture_id for page in pages if not field.is_cached(page)}
    read = {page.picture_id: page.picture for page in pages if field.is_cached(page) and page.picture}
    found: dict[int, PortalImage] = {**PortalImage.objects.in_bulk(unread), **read} if unread else read
    copies = PortalRendition.objects.filter(filter_spec=size)
    prefetch_related_objects(
        list(found.values()), Prefetch("renditions", queryset=copies, to_attr="prefetched_renditions")
    )
    for page in pages:
        page.picture = found.get(page.picture_id)
