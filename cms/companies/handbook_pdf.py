"""The handbook as one accessible PDF, made once for everything that stands in it.

The file's name is a fingerprint of what it was made from: text, references, pictures' names, style. So it is never
stale, whoever makes it second finds it there, and whoever was interrupted left nothing half-written behind.
"""

import fcntl
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from cms.companies.handbook import book_content
from cms.companies.models import HandbookPage
from cms.core.page_cache import remember
from cms.core.whole_files import write_whole

TEMPLATE, STYLE = "pdf/handbook.html", "pdf/handbook.css"
STYLES = settings.BASE_DIR / "cms" / "frontend" / "styles"
VARIANT = "pdf/ua-1"  # tagged, with language, title and bookmarks: readable without eyes
BY_DAY = re.compile(r"light-dark\(((?:[^(),]|\([^()]*\))+),(?:[^()]|\([^()]*\))+\)")
FONT_FACE = re.compile(r'font-family: "([^"]+)";([^}]*?)(fonts/(?:fira-sans|noto-sans-arabic)-([a-z-]+)-\d+\.woff2)')


class PdfUnavailableError(Exception):
    """The library that makes PDFs, or one of the system's libraries below it, is missing."""


class PdfBeingMadeError(Exception):
    """Somebody else makes the same kind of file right now."""


def handbook_file(*, handbook: HandbookPage) -> Path:
    """Return the PDF of a handbook as it is now, and make it if nobody has."""
    source = remember(lambda: _source(handbook), name="handbook", vary=(handbook.pk,), of_one_page=True)
    target = _folder() / f"{handbook.pk}-{_fingerprint(source)}.pdf"
    if target.exists():
        return target
    with _alone():
        if not target.exists():
            write_whole(target, _pdf(source))
            _forget_older(target, handbook_id=handbook.pk)
    return target


def _source(handbook: HandbookPage) -> str:
    content = book_content(handbook=handbook)
    with override(str(content["language_code"])):
        return render_to_string(TEMPLATE, content)


def _fingerprint(source: str) -> str:
    return hashlib.sha256("\n".join((VARIANT, source, _style())).encode()).hexdigest()[:32]


def _style() -> str:
    """Return the portal's fonts, its colors by day, and the style of the book."""
    fonts, tokens = ((STYLES / name).read_text("utf-8") for name in ("fonts.css", "tokens.css"))
    # The typesetter knows fonts by family and weight: two files with the same would be taken for one.
    fonts = FONT_FACE.sub(r'font-family: "\1 \4";\2\3', fonts)
    fonts = fonts.replace('url("fonts/', f'url("{settings.STATIC_URL}heimathafen/fonts/')
    # Paper knows no dusk.
    return fonts + BY_DAY.sub(r"\1", tokens) + render_to_string(STYLE)


def _pdf(source: str) -> bytes:
    """Set the book."""
    try:
        # Slow to load and only needed here, so pages that show no PDF do not pay for it.
        from cms.companies.typesetting import typeset
    except (ImportError, OSError) as error:
        raise PdfUnavailableError(str(error)) from error
    return typeset(source=source, style=_style(), variant=VARIANT)


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "handbooks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time make a file; the system takes the lock back when it dies."""
    with (_folder() / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PdfBeingMadeError from error
        yield


def _forget_older(target: Path, *, handbook_id: int) -> None:
    """Delete what this file replaces, and what somebody who was killed left behind; we hold the lock."""
    for file in [*target.parent.glob(f"{handbook_id}-*.pdf"), *target.parent.glob(".*.part")]:
        if file != target:
            file.unlink(missing_ok=True)
