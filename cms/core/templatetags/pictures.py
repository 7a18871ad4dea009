"""Pictures as browsers want them: small formats, several widths, known size, words for those who do not see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext
from PIL import features
from wagtail.images.models import Filter

from cms.core.models import PortalImage, PortalRendition
from cms.core.pictures import UNREADABLE

register = template.Library()

WIDTHS = (480, 960, 1440)
COLUMN = "(width <= 44rem) 100vw, 40rem"  # how wide a picture stands in a text
# The first one that a browser knows is taken; the last one is known by all of them.
FORMATS = ("avif", "webp") if features.check("avif") else ("webp",)


@dataclass(frozen=True, slots=True)
class Source:
    """One format of a picture in all its widths."""

    kind: str
    srcset: str


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """What components/picture.html shows."""

    sources: Sequence[Source]
    url: str
    srcset: str
    sizes: str
    width: int
    height: int
    alt: str
    credit: str


@register.simple_tag
def responsive_picture(
    image: PortalImage | None, *, ratio: str = "", sizes: str = COLUMN, alt: str | None = None
) -> ShownPicture | None:
    """Return an image in the sizes a page needs; `ratio` ("4x3") cuts it around its focal point.

    Nothing comes back for a missing image and for one whose file is gone: a page never fails for a picture.
    """
    if image is None:
        return None
    specs = {name: [_spec(width, ratio, name) for width in _widths(image)] for name in FORMATS}
    try:
        found = image.get_renditions(*(Filter(spec=spec) for same in specs.values() for spec in same))
    except UNREADABLE:
        return None
    *better, last = FORMATS
    fallback = [found[spec] for spec in specs[last]]
    shown = fallback[min(1, len(fallback) - 1)]
    return ShownPicture(
        sources=[Source(f"image/{name}", _srcset(found[spec] for spec in specs[name])) for name in better],
        url=shown.url,
        srcset=_srcset(fallback),
        sizes=sizes,
        width=shown.width,
        height=shown.height,
        alt=alternative_text(image) if alt is None else alt,
        credit=credit(image),
    )


@register.filter
def alternative_text(image: PortalImage) -> str:
    """Return the words for those who do not see a picture: its block's, else its own; none for decoration."""
    if getattr(image, "decorative", False):
        return ""
    return getattr(image, "contextual_alt_text", None) or image.default_alt_text


@register.filter
def credit(image: PortalImage) -> str:
    """Return who made a picture and under which licence it stands."""
    origin = ", ".join(part for part in (image.author, image.license) if part)
    return gettext("Picture: %(origin)s") % {"origin": origin} if origin else ""


def _widths(image: PortalImage) -> list[int]:
    """Return widths that do not blow a picture up; the smallest is always there."""
    return [WIDTHS[0], *(width for width in WIDTHS[1:] if width <= image.width)]


def _spec(width: int, ratio: str, name: str) -> str:
    if not ratio:
        return f"width-{width}|format-{name}"
    across, down = (int(part) for part in ratio.split("x"))
    return f"fill-{width}x{round(width * down / across)}|format-{name}"


def _srcset(renditions: Iterable[PortalRendition]) -> str:
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)
