"""A finished page as it is kept, and as it is sent: whole, compressed, or "you have it already"."""

import gzip
import hashlib
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.regex_helper import _lazy_re_compile

COMPRESSION_LEVEL = 6
# Browsers keep the page, and ask each time whether it is still the one.
CACHE_CONTROL = "public, max-age=0, must-revalidate"
BYTES_BESIDE = 2_000  # a guess for headers and tags

_takes_gzip = _lazy_re_compile(r"\bgzip\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """A page's bytes and headers.

    Compressing it gives nothing away: it holds no secret (neither token nor session), and nothing that the request
    could choose (no query), which an attacker would need to compare lengths.
    """

    headers: tuple[tuple[str, str], ...]
    content: bytes
    compressed: bytes
    etag: str

    @property
    def n_bytes(self) -> int:
        """How much room it takes."""
        return len(self.content) + len(self.compressed) + BYTES_BESIDE

    def respond(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        if self.etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            response: HttpResponse = HttpResponseNotModified()
            response.headers["ETag"] = self.etag
            response.headers["Cache-Control"] = CACHE_CONTROL
            response.headers["Vary"] = next((value for name, value in self.headers if name == "Vary"), "")
            return response
        is_compressed = _takes_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        response = HttpResponse(self.compressed if is_compressed else self.content)
        for name, value in self.headers:
            response.headers[name] = value
        if is_compressed:
            response.headers["Content-Encoding"] = "gzip"
        return response


def answer_of(response: HttpResponse) -> Answer:
    """Make a finished response ready to be kept; the headers it needs are put on it."""
    content = response.content
    # Weak: the compressed bytes differ, the page does not.
    etag = f'W/"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE_CONTROL
    # Who is signed in gets a page of their own at the same address.
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    return Answer(
        headers=tuple(response.headers.items()),
        content=content,
        compressed=gzip.compress(content, COMPRESSION_LEVEL, mtime=0),
        etag=etag,
    )
