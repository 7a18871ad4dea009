"""What a page's head tells search engines and those who share a link."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction, Site

from cms.core.seo.head import MAX_DESCRIPTION
from cms.welcome.models import ArticlePage, HomePage
from matching.models import Offer, PublicationSettings
from tests.cms.core.seo.conftest import head
from tests.contracts.url_outcomes import Role
from tests.contracts.world import make_world
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    OfferFactory,
    set_publication_mode,
    translate_page,
)

PORTAL = "https://portal.example"


def test_a_page_has_one_address_that_no_request_can_change(article: ArticlePage) -> None:
    read = head("/anmelden/?utm_source=brief")

    assert read.canonical == [f"{PORTAL}/anmelden/"]
    assert read.meta["og:url"] == f"{PORTAL}/anmelden/"
    assert "robots" not in read.meta


def test_a_further_page_of_a_list_is_a_page_of_its_own(article: ArticlePage) -> None:
    assert head("/anmelden/?page=2").canonical == [f"{PORTAL}/anmelden/?page=2"]
    assert head("/anmelden/?page=1").canonical == [f"{PORTAL}/anmelden/"]
    assert head("/anmelden/?page=%D9%A2").canonical == [f"{PORTAL}/anmelden/"]


def test_a_page_in_one_language_names_no_other(article: ArticlePage) -> None:
    assert head("/anmelden/").alternates == {}


def test_all_languages_of_a_page_name_each_other(english_home: HomePage, article: ArticlePage) -> None:
    translate_page(article, title="Registering")
    expected = {
        "de": f"{PORTAL}/anmelden/",
        "en": f"{PORTAL}/en/anmelden/",
        "x-default": f"{PORTAL}/anmelden/",
    }

    german, english = head("/anmelden/"), head("/en/anmelden/")

    assert german.alternates == english.alternates == expected
    assert english.canonical == [f"{PORTAL}/en/anmelden/"]
    assert (german.meta["og:locale"], english.meta["og:locale"]) == ("de_DE", "en_GB")


def test_a_translation_that_is_not_public_is_not_named(english_home: HomePage, article: ArticlePage) -> None:
    translation = translate_page(article, title="Registering")
    ArticlePage.objects.get(pk=translation.pk).unpublish()

    assert head("/anmelden/").alternates == {}


def test_a_private_translation_is_not_named(english_home: HomePage, article: ArticlePage) -> None:
    translation = translate_page(article, title="Registering")
    PageViewRestriction.objects.create(page=translation, restriction_type=PageViewRestriction.LOGIN)

    assert head("/anmelden/").alternates == {}


def test_a_copy_that_was_not_translated_leads_to_its_original(
    home: HomePage, article: ArticlePage, arabic: Locale
) -> None:
    home.copy_for_translation(arabic, alias=True)
    article.copy_for_translation(arabic, alias=True)
    Site.clear_site_root_paths_cache()

    copy, original = head("/ar/anmelden/"), head("/anmelden/")

    assert copy.canonical == [f"{PORTAL}/anmelden/"]
    assert copy.meta["robots"] == "noindex, follow"
    assert copy.alternates == original.alternates == {}
    assert copy.data == []


def test_a_preview_is_not_for_search_engines(article: ArticlePage) -> None:
    answer = article.make_preview_request()

    content = answer.render().content.decode() if hasattr(answer, "render") else answer.content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in content
    assert "canonical" not in content


def test_what_an_editor_wrote_stands_below_the_title(article: ArticlePage) -> None:
    article.search_description, article.seo_title = "Für Suchmaschinen.", "Wohnsitz anmelden"
    article.save_revision().publish()

    read = head("/anmelden/")

    assert read.meta["og:description"] == read.meta["description"] == "Für Suchmaschinen."
    assert read.meta["og:title"] == "Wohnsitz anmelden"


def test_without_a_description_the_summary_and_then_the_text_stands_there(home: HomePage) -> None:
    ArticlePageFactory(parent=home, slug="kurz", summary="Die Zusammenfassung.")
    ArticlePageFactory(parent=home, slug="lang", summary="", story=[("text", f"<p>{'Wort ' * 100}</p>")])

    assert head("/kurz/").meta["og:description"] == "Die Zusammenfassung."
    from_text = head("/lang/").meta["og:description"]
    assert from_text.startswith("Wort Wort")
    assert len(from_text) <= MAX_DESCRIPTION + 2
    assert from_text.endswith("Wort …")


def test_the_start_page_says_who_it_is_and_how_to_search(home: HomePage) -> None:
    read = head("/")

    website = read.thing("WebSite")
    assert website["potentialAction"]["target"]["urlTemplate"] == f"{PORTAL}/suche/?q={{search_term_string}}"
    assert website["publisher"]["@type"] == "GovernmentOrganization"
    assert "BreadcrumbList" not in read.kinds
    assert read.meta["og:type"] == "website"


def test_an_article_says_when_it_was_changed_and_where_it_stands(article: ArticlePage) -> None:
    read = head("/anmelden/")

    described = read.thing("Article")
    assert described["headline"] == "Anmelden"
    assert described["dateModified"][:10] == article.last_published_at.date().isoformat()
    assert described["mainEntityOfPage"] == f"{PORTAL}/anmelden/"
    trail = read.thing("BreadcrumbList")["itemListElement"]
    assert [step["item"] for step in trail] == [f"{PORTAL}/", f"{PORTAL}/anmelden/"]
    assert [step["position"] for step in trail] == [1, 2]
    assert read.meta["og:type"] == "article"


def test_no_title_can_leave_its_script(home: HomePage) -> None:
    evil = "</script><script>alert(1)</script><!--<script>&\u2028"
    page = ArticlePageFactory(parent=home, title=evil, slug="boese", summary=evil)
    page.save_revision().publish()

    content = Client().get("/boese/").content.decode()

    assert "<script>alert(1)" not in content
    read = head("/boese/")
    assert read.thing("Article")["headline"] == evil
    assert "alert(1)" not in "".join(read.scripts)


def test_a_company_is_an_organization_in_its_town(home: HomePage) -> None:
    companies = CompanyIndexPageFactory(parent=home)
    page = CompanyPageFactory(parent=companies, slug="firma")
    page.save_revision().publish()

    described = head("/betriebe/firma/").thing("Organization")

    assert described["name"] == page.organization.name
    assert described["address"]["addressLocality"] == page.organization.place.name


def test_an_event_says_when_where_and_whether_it_takes_place(home: HomePage) -> None:
    from cms.community.models import EventIndexPage, EventPage

    index = home.add_child(instance=EventIndexPage(title="Was los ist", slug="was-los-ist"))
    begins = timezone.now() + timedelta(days=3)
    index.add_child(
        instance=EventPage(title="Runde", slug="runde", starts_at=begins, venue="Altes Rathaus", is_cancelled=True)
    )

    described = head("/was-los-ist/runde/").thing("Event")

    assert described["eventStatus"] == "https://schema.org/EventCancelled"
    assert described["location"]["name"] == "Altes Rathaus"
    assert described["startDate"] == timezone.localtime(begins).isoformat(timespec="milliseconds")


@pytest.fixture
def offer(home: HomePage) -> Offer:
    return OfferFactory(title="Mechatronikerin", hours_min=20, hours_max=40)


def test_an_offer_is_a_job_posting_where_offers_are_public(offer: Offer) -> None:
    set_publication_mode(PublicationSettings.Mode.CARRIER)

    german, english = head(f"/angebote/{offer.public_id}/"), head(f"/en/angebote/{offer.public_id}/")

    posting = german.thing("JobPosting")
    assert posting["title"] == "Mechatronikerin"
    assert set(posting["employmentType"]) == {"FULL_TIME", "PART_TIME"}
    assert german.canonical == english.canonical == [f"{PORTAL}/angebote/{offer.public_id}/"]
    assert "robots" not in german.meta
    # The frame is English, the offer is not.
    assert english.meta["robots"].startswith("noindex")
    assert german.alternates == english.alternates == {}


def test_an_offer_is_nothing_where_offers_are_not_public(offer: Offer) -> None:
    set_publication_mode(PublicationSettings.Mode.REFERENCE)

    answer = Client().get(f"/angebote/{offer.public_id}/")

    assert answer.status_code in {302, 404}
    assert b"JobPosting" not in answer.content


def test_answers_to_somebodys_words_are_not_for_search_engines(home: HomePage) -> None:
    set_publication_mode(PublicationSettings.Mode.CARRIER)

    assert head("/suche/?q=Pflege").meta["robots"].startswith("noindex")
    assert head("/angebote/?q=Pflege").meta["robots"] == "noindex, follow"
    assert "robots" not in head("/angebote/").meta


def test_a_view_names_its_languages(home: HomePage) -> None:
    set_publication_mode(PublicationSettings.Mode.CARRIER)

    read = head("/en/angebote/?page=2")

    assert read.canonical == [f"{PORTAL}/en/angebote/?page=2"]
    assert read.alternates["ar"] == f"{PORTAL}/ar/angebote/"
    assert read.alternates["x-default"] == f"{PORTAL}/angebote/"


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.ALUMNA, "/konto/"),
        (Role.ALUMNA, "/passt-zu-mir/"),
        (Role.YOUTH, "/mentoren/"),
        (Role.VISITOR, "/konto/anmelden/"),
    ],
)
def test_a_personal_page_tells_nobody_anything(role: Role, path: str, db: None) -> None:
    read = head(path, make_world().browser(role))

    assert read.meta["robots"] == "noindex, nofollow"
    assert (read.canonical, read.alternates, read.data) == ([], {}, [])
    assert "og:url" not in read.meta


def test_how_the_ranking_comes_about_may_be_found(home: HomePage) -> None:
    assert "robots" not in head("/passt-zu-mir/so-entsteht-die-reihenfolge/").meta


def test_a_test_installation_asks_not_to_be_found(article: ArticlePage, settings: object) -> None:
    settings.PORTAL_IS_FINDABLE = False

    assert head("/anmelden/").meta["robots"] == "noindex, nofollow"
    assert head("/suche/").meta["robots"].startswith("noindex")


@pytest.mark.parametrize("path", ["/", "/anmelden/", "/en/anmelden/"])
def test_all_of_it_costs_one_query_at_most(path: str, english_home: HomePage, article: ArticlePage) -> None:
    from cms.core.seo import head as seo_head

    translate_page(article, title="Registering")
    Client().get(path)  # what is kept for all requests is read once
    costs = []
    inner = seo_head.head_of

    def counted(context: object) -> object:
        str(context["breadcrumbs"])  # the page shows them anyway
        with CaptureQueriesContext(
            connection,
        ) as made:
            found = inner(context)
        costs.append([query["sql"] for query in made])
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cms.core.templatetags.found.head_of", counted)
        Client().get(path)

    assert len(costs) == 1
    assert len(costs[0]) <= 1, costs
