"""What is compressed on its way, and what is not."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cms.core.middleware import CompressionMiddleware

LONG = "<p>" + "Ankommen in der Lausitz. " * 100


@pytest.mark.parametrize(
    ("content_type", "cache_control", "is_compressed"),
    [
        ("text/html; charset=utf-8", "", True),
        ("application/xml", "", True),
        ("text/html; charset=utf-8", "no-store, private", False),
        ("image/webp", "", False),
    ],
)
def test_public_texts_are_compressed_and_nothing_else(content_type, cache_control, is_compressed):
    response = HttpResponse(LONG, content_type=content_type, headers={"Cache-Control": cache_control})
    middleware = CompressionMiddleware(lambda request: response)

    answer = middleware(RequestFactory().get("/", headers={"Accept-Encoding": "gzip"}))

    assert (answer.get("Content-Encoding") == "gzip") is is_compressed
