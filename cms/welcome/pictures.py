"""Pictures beside pages in lists: those of a list are read with two queries, whatever its length."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from cms.core.models import BasePage, PortalImage, PortalRendition

# Sizes of the pictures that lists show; the same everywhere, so that few are made.
ROW = "fill-320x240|format-webp"
ARCH = "fill-560x476|format-webp"
LOGO = "max-320x160"


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a template needs it."""

    url: str
    alt: str
    width: int
    height: int


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


def picture_in(page: BasePage, size: str) -> Shown | None:
    """Return a page's picture in a size."""
    return shown(page.picture, size) if page.picture_id else None


def shown(image: PortalImage | None, size: str) -> Shown | None:
    """Return a picture in a size, made when it is asked for the first time; nothing when its file cannot be read."""
    if image is None:
        return None
    try:
        copy = image.get_rendition(size)
    except (
        SourceImageIOError,
        InvalidFilterSpecError,
        OSError,
    ):  # the file is gone or broken: a page without a picture is better than no page
        return None
    return Shown(copy.url, image.default_alt_text, copy.width, copy.height)
