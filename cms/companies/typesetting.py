"""HTML and CSS → PDF, with nothing but our own files. Import it only where a PDF is made: that takes seconds."""

from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse


class OwnFiles(URLFetcher):
    """Gives pictures and fonts of the portal from its folders; every other address is refused, the network included."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        path = own_path(url)
        if path is None or not path.is_file():
            raise ValueError(f"not a file of the portal: {url[:200]}")
        kind = guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def typeset(*, source: str, style: str, variant: str) -> bytes:
    """Return a document as PDF; links in it lead to the portal's public address."""
    fonts, files, base_url = FontConfiguration(), OwnFiles(), f"{settings.PORTAL_URL}/"
    sheet = CSS(string=style, base_url=base_url, url_fetcher=files, font_config=fonts)
    document = HTML(string=source, base_url=base_url, url_fetcher=files)
    content = document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant=variant)
    assert isinstance(content, bytes)
    return content


def own_path(url: str) -> Path | None:
    """Return the file behind an address below the portal's folders of pictures and static files."""
    if urlsplit(url)[:2] != urlsplit(settings.PORTAL_URL)[:2]:
        return None
    path = unquote(urlsplit(url).path)
    try:
        pictures = f"{settings.MEDIA_URL}images/"
        if path.startswith(pictures):
            return Path(safe_join(Path(settings.MEDIA_ROOT) / "images", path.removeprefix(pictures)))
        if path.startswith(settings.STATIC_URL):
            return _static_path(path.removeprefix(settings.STATIC_URL))
    except (SuspiciousFileOperation, ValueError):
        return None
    return None


def _static_path(name: str) -> Path | None:
    """Return a static file: names with a fingerprint stand among the collected ones only."""
    collected = Path(safe_join(settings.STATIC_ROOT, name))
    if collected.is_file():
        return collected
    found = finders.find(name)
    return Path(str(found)) if found else None
