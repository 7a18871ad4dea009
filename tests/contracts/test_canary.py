"""A canary in all that is not public: a visitor who follows every link and asks every machine never hears it."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings as portal_settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cms.core.seo.registry import feeds
from tests.contracts.hidden_things import CANARY, WAYS, Planted, hide, plant

pytestmark = pytest.mark.django_db

ASKED = ("Titel", "Zusammenfassung", "Stelle", "Merkblatt", "Kontakt", "Zeisig Feder", "Zeisigfedr")
BEGINNINGS = ("Zei", "Zeisigf", "Merk")
LINKS = re.compile(r"""(?:href|src|action)=["']([^"'#]+)|<(?:loc|link|guid)>([^<]+)<|<link [^>]*href="([^"]+)""")
# A handbook's PDF is packed; that it prints no private chapter is shown where it is made (tests/cms/companies).
NOT_FOLLOWED = re.compile(r"^/(static|admin|konto|demo|gallery)/|\.pdf$|/pdf/")
MOST_PAGES = 400


def seeds(planted: Planted) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield every sort of surface: each is asked, whether or not a link leads there."""
    json = {"accept": "application/json"}
    for prefix in ("", "/en"):
        for words in ASKED:
            yield f"{prefix}/suche/?q={words}", {}
            yield f"{prefix}/suche/?q={words}", json
            yield f"{prefix}/suche/?q={words}&sort=newest", {}
        for beginning in BEGINNINGS:
            yield f"{prefix}/suche/vorschlaege/?q={beginning}", {}
        for words in ("Stelle", "Werk", "Bau"):
            yield f"{prefix}/angebote/?q={words}", {}
        yield f"{prefix}/", {}
        yield f"{prefix}/gibt-es-nicht/planted/", {}
        yield from ((prefix + address, {}) for address in planted.addresses)
    for kind in ("place", "occupation", "skill"):
        yield f"/vorschlaege/{kind}/?q=Zeisig", {}
    for address in ("/robots.txt", "/sitemap.xml", "/termine/kalender.ics", "/api/v2/pages/", "/health/"):
        yield address, {}
    for feed in feeds():
        yield reverse("core:feed", args=[feed.name]), {}


def content_of(response: HttpResponse) -> str:
    """Return all that an answer tells, in its head and in its body."""
    body = response.getvalue()
    return f"{response.headers}\n{response.cookies}\n{body.decode('utf-8', 'replace')}"


def surfaces(planted: Planted) -> Iterator[tuple[str, HttpResponse]]:
    """Yield address and answer of everything that a visitor reaches."""
    waiting, seen, n_asked = list(seeds(planted)), set(), 0
    while waiting:
        address, headers = waiting.pop(0)
        if (address, *headers) in seen:
            continue
        seen.add((address, *headers))
        n_asked += 1
        assert n_asked <= MOST_PAGES, "more pages than a small portal has"
        # Each from somewhere else, since one address may not ask so often.
        response = Client().get(address, headers=headers, REMOTE_ADDR=f"203.0.113.{n_asked % 250 + 1}")
        yield address, response
        links = _links(content_of(response), address, response)
        waiting += [(found, {}) for found in links if not NOT_FOLLOWED.search(found)]


def _links(content: str, address: str, response: HttpResponse) -> Iterator[str]:
    if not response.get("Content-Type", "").startswith(("text/html", "application/xml", "application/rss+xml")):
        return
    for found in LINKS.finditer(content):
        link = urlsplit(urljoin(f"http://testserver{address}", unescape(next(filter(None, found.groups())))))
        # Each page and list once; filters and numbers of pages show the same rows.
        if link.netloc in {"testserver", urlsplit(portal_settings.PORTAL_URL).netloc} and link.scheme in {
            "http",
            "https",
        }:
            yield link.path


def heard(planted: Planted) -> dict[str, int]:
    """Return where the canary sings."""
    cache.clear()
    return {
        address: response.status_code
        for address, response in surfaces(planted)
        if CANARY.lower() in content_of(response).lower()
    }


@pytest.fixture
def planted() -> Planted:
    return plant()


def test_the_canary_is_heard_everywhere_as_long_as_it_is_public(planted: Planted) -> None:
    where = heard(planted)

    for sort in (
        *("/", "/en/", "/suche/?", "/en/suche/?", "/suche/vorschlaege/", "/angebote/?", "/angebote/", "/termine/"),
        *("/termine/kalender.ics", "/hinweise/", *planted.addresses),
    ):
        assert any(address.startswith(sort) for address in where), sort
    assert any("/feed" in address or address.endswith(".xml") for address in where) or any(
        address == reverse("core:feed", args=[feed.name]) for feed in feeds() for address in where
    )


@pytest.mark.parametrize("way", WAYS)
def test_what_is_hidden_is_heard_nowhere(planted: Planted, way: str) -> None:
    hide(planted, way)

    assert heard(planted) == {}


def test_the_addresses_of_what_is_hidden_answer_as_if_nothing_were_there(planted: Planted) -> None:
    hide(planted, "unpublished")

    answers = {address: Client().get(address).status_code for address in planted.addresses}

    assert answers == dict.fromkeys(planted.addresses, 404)
