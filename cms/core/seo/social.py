"""Social pictures as files: drawn when somebody first asks, kept beside the media, replaced when the title changes."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import override
from wagtail.models import Page

from cms.core.seo.addresses import language_codes
from cms.core.seo.drawing import social_picture
from cms.core.seo.picture_address import is_genuine
from cms.core.visible import public_pages
from cms.core.whole_files import write_whole

MOST_ROW_NUMBER = 2**63 - 1
KEPT_OF_A_PAGE = 4


def kept_picture(*, subject: str, color: str, stamp: str) -> Path | None:
    """Return the file of a picture, drawn when it was not there; nothing when the portal never gave out its address."""
    title = _title_of(subject)
    if title is None or not is_genuine(subject=subject, color=color, stamp=stamp, title=title):
        return None
    path = _folder() / f"{subject}-{color}-{stamp}.png"
    if not path.exists():
        write_whole(path, _draw(subject, title, color))
        _forget_older(path.parent, subject)
    return path


def _title_of(subject: str) -> str | None:
    """Return the title to draw: of a page that everybody may read, or none for the portal in a language."""
    if subject in language_codes():
        return ""
    if not (subject.isdecimal() and subject.isascii() and int(subject) <= MOST_ROW_NUMBER):
        return None
    return public_pages(Page.objects.filter(pk=int(subject))).values_list("title", flat=True).first()


def _draw(subject: str, title: str, color: str) -> bytes:
    with override(subject if subject in language_codes() else settings.LANGUAGE_CODE):
        return social_picture(
            title=title, portal=settings.PORTAL_NAME, district=settings.PORTAL_DISTRICT_NAME, color=color
        )


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "social"


def _forget_older(folder: Path, subject: str) -> None:
    """Remove what was drawn for earlier titles and colors, but the last: links with them go round for a while."""
    drawn = sorted(folder.glob(f"{subject}-*.png"), key=_drawn_at, reverse=True)
    for older in drawn[KEPT_OF_A_PAGE:]:
        older.unlink(missing_ok=True)


def _drawn_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # somebody else has just removed it
        return 0.0
