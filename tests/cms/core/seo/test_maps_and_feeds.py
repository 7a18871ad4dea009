"""The map of the site, robots.txt, and feeds: everything that may be found, and nothing else."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.community.models import EventIndexPage, EventPage
from cms.core.seo import sitemap
from cms.welcome.models import ArticlePage, HomePage
from matching.models import PublicationSettings
from tests.factories import ArticlePageFactory, OfferFactory, SectionPageFactory, set_publication_mode, translate_page

PORTAL = "https://portal.example"
SITEMAPS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def xml(path: str) -> ElementTree.Element:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return ElementTree.fromstring(answer.content)


def index() -> list[str]:
    return [str(one.text) for one in xml("/sitemap.xml").iterfind(".//s:loc", SITEMAPS)]


def urls(path: str) -> list[str]:
    return [str(one.text).removeprefix(PORTAL) for one in xml(path).iterfind(".//s:loc", SITEMAPS)]


def everything() -> str:
    """Return whatever the map says, in all languages."""
    parts = [url.removeprefix(PORTAL) for url in index()]
    return "\n".join(Client().get(part).content.decode() for part in parts)


def test_the_map_has_a_part_for_each_language(english_home: HomePage, article: ArticlePage) -> None:
    assert index() == [f"{PORTAL}/sitemap-de-1.xml", f"{PORTAL}/sitemap-en-1.xml"]
    assert urls("/sitemap-de-1.xml") == ["/", "/anmelden/"]
    assert urls("/sitemap-en-1.xml") == ["/en/"]


def test_a_page_stands_there_with_its_languages_and_its_last_change(
    english_home: HomePage, article: ArticlePage
) -> None:
    translate_page(article, title="Registering")

    entry = xml("/sitemap-de-1.xml").findall("s:url", SITEMAPS)[1]

    links = {link.get("hreflang"): link.get("href") for link in entry.iterfind("x:link", SITEMAPS)}
    assert links == {
        "de": f"{PORTAL}/anmelden/",
        "en": f"{PORTAL}/en/anmelden/",
        "x-default": f"{PORTAL}/anmelden/",
    }
    assert entry.findtext("s:lastmod", namespaces=SITEMAPS).startswith(str(article.last_published_at.year))


def test_addresses_are_those_that_pages_say_of_themselves(english_home: HomePage) -> None:
    section = SectionPageFactory(parent=english_home, slug="größe-łódź")

    assert f"{PORTAL}{section.get_url()}" in [f"{PORTAL}{url}" for url in urls("/sitemap-en-1.xml")]


def test_what_is_not_public_stands_in_no_map_and_no_feed(home: HomePage, arabic: Locale) -> None:
    tomorrow, yesterday = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=1)
    ArticlePageFactory(parent=home, title="Kanarie Entwurf", slug="kanarie-entwurf", live=False)
    ArticlePageFactory(parent=home, title="Kanarie später", slug="kanarie-spaeter", go_live_at=tomorrow)
    ArticlePageFactory(parent=home, title="Kanarie vorbei", slug="kanarie-vorbei", expire_at=yesterday)
    private = SectionPageFactory(parent=home, title="Kanarie intern", slug="kanarie-intern")
    ArticlePageFactory(parent=private, title="Kanarie darunter", slug="kanarie-darunter")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    shown = ArticlePageFactory(parent=home, title="Sichtbar", slug="sichtbar")
    Page.objects.update(first_published_at=timezone.now())
    home.copy_for_translation(arabic, alias=True)
    shown.copy_for_translation(arabic, alias=True)
    Site.clear_site_root_paths_cache()

    said = everything() + Client().get("/feeds/neues.xml").content.decode()

    assert "sichtbar" in said
    assert "anarie" not in said
    assert f"{PORTAL}/ar/" not in said


def test_offers_stand_there_only_where_they_are_public(home: HomePage) -> None:
    offer = OfferFactory()
    expired = OfferFactory(expired_yesterday=True)

    set_publication_mode(PublicationSettings.Mode.REFERENCE)
    closed = everything()
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    opened = everything()

    assert "/angebote/" not in closed
    assert f"{PORTAL}/angebote/{offer.public_id}/" in opened
    assert str(expired.public_id) not in opened


def test_no_personal_address_stands_in_the_map(home: HomePage) -> None:
    said = everything()

    for word in ("/konto/", "/passt-zu-mir/", "/mentoren/", "/admin/", "/suche/"):
        assert word not in said


def test_a_long_map_is_divided(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        ArticlePageFactory(parent=home, slug=f"seite-{number}")
    monkeypatch.setattr(sitemap, "MOST_ENTRIES", 2)

    assert [url.removeprefix(PORTAL) for url in index()] == ["/sitemap-de-1.xml", "/sitemap-de-2.xml"]
    assert [len(urls(f"/sitemap-de-{number}.xml")) for number in (1, 2)] == [2, 2]


@pytest.mark.parametrize(
    "path", ["/sitemap-de-2.xml", "/sitemap-de-0.xml", "/sitemap-fr-1.xml", "/sitemap-de-99999999999.xml"]
)
def test_there_are_no_other_parts(path: str, home: HomePage) -> None:
    assert Client().get(path).status_code == 404


def test_many_pages_cost_no_more_queries_than_few(home: HomePage) -> None:
    def queries(path: str) -> int:
        Client().get(path)
        with CaptureQueriesContext(connection) as made:
            Client().get(path)
        return len(made)

    few = [queries(path) for path in ("/sitemap.xml", "/sitemap-de-1.xml")]
    for number in range(25):
        ArticlePageFactory(parent=home, slug=f"seite-{number}")
    many = [queries(path) for path in ("/sitemap.xml", "/sitemap-de-1.xml")]

    assert few == many
    assert max(many) <= 10


def test_a_test_installation_has_an_empty_map(home: HomePage, settings: object) -> None:
    settings.PORTAL_IS_FINDABLE = False

    assert index() == []
    assert Client().get("/sitemap-de-1.xml").status_code == 404
    assert Client().get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_robots_names_the_map_and_the_personal_rooms_of_all_languages() -> None:
    lines = Client().get("/robots.txt").content.decode().splitlines()

    assert f"Sitemap: {PORTAL}/sitemap.xml" in lines
    for path in ("/admin/", "/konto/", "/en/konto/", "/ar/mentoren/", "/passt-zu-mir/", "/suche/?", "/en/suche/?"):
        assert f"Disallow: {path}" in lines
    assert "Allow: /passt-zu-mir/so-entsteht-die-reihenfolge/" in lines
    assert "Disallow: /" not in lines


def test_the_newest_articles_can_be_followed(english_home: HomePage, article: ArticlePage) -> None:
    evil = ArticlePageFactory(
        parent=english_home, title="A <b>&\x0b</b> title", slug="evil", summary="<script>1</script>"
    )
    evil.save_revision().publish()

    german, english = xml("/feeds/neues.xml"), xml("/en/feeds/neues.xml")

    assert [one.text for one in german.iterfind("a:entry/a:title", ATOM)] == ["Anmelden"]
    assert [one.text for one in english.iterfind("a:entry/a:title", ATOM)] == ["A <b>&</b> title"]
    assert german.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    entry = german.find("a:entry", ATOM)
    assert entry.find("a:link", ATOM).get("href") == f"{PORTAL}/anmelden/"
    assert entry.findtext("a:id", namespaces=ATOM).startswith("urn:uuid:")


def test_coming_events_can_be_followed(home: HomePage) -> None:
    events = home.add_child(instance=EventIndexPage(title="Was los ist", slug="was-los-ist"))
    now = timezone.now()
    for title, days in (("Später", 9), ("Bald", 2), ("Vorbei", -2)):
        events.add_child(instance=EventPage(title=title, slug=title.lower(), starts_at=now + timedelta(days=days)))

    titles = [one.text for one in xml("/feeds/termine.xml").iterfind("a:entry/a:title", ATOM)]

    assert titles == ["Bald", "Später"]


def test_offers_can_be_followed_only_where_they_are_public(home: HomePage) -> None:
    offer = OfferFactory(title="Mechatronikerin")
    set_publication_mode(PublicationSettings.Mode.REFERENCE)
    closed = Client().get("/feeds/angebote.xml")

    set_publication_mode(PublicationSettings.Mode.CARRIER)
    opened = xml("/feeds/angebote.xml")

    assert closed.status_code == 404
    assert str(opened.findtext("a:entry/a:title", namespaces=ATOM)).startswith("Mechatronikerin")
    assert str(offer.public_id) in opened.find("a:entry/a:link", ATOM).get("href")


def test_there_is_no_other_feed(home: HomePage) -> None:
    assert Client().get("/feeds/personen.xml").status_code == 404
