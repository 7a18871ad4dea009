"""One roof, own identity: a municipality's page, the pages below it, and the ways to them."""

import pytest
from django.core.exceptions import ValidationError

from cms.welcome.colors import stylesheet_name
from cms.welcome.models import LegalPage
from matching.models import PublicationSettings
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    LegalPageFactory,
    MunicipalityPageFactory,
    OfferFactory,
    OrganizationFactory,
    PlaceFactory,
    SectionPageFactory,
    set_publication_mode,
    translate_page,
)


@pytest.fixture
def niesky():
    return PlaceFactory(name="Niesky")


@pytest.fixture
def town(home, niesky):
    towns = SectionPageFactory(parent=home, title="Orte")
    return MunicipalityPageFactory(parent=towns, place=niesky, color="#8b1e2d")


def stylesheet_of(page):
    color, digest = stylesheet_name(page.color)
    return f'<link rel="stylesheet" href="/farben/{color}-{digest}.css">'


def test_a_municipality_shows_its_color_its_companies_and_its_offers(client, home, town, niesky):
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    index = CompanyIndexPageFactory(parent=home)
    here = OrganizationFactory(name="Kranichwerk", place=niesky)
    elsewhere = OrganizationFactory(name="Bergblick", place=PlaceFactory(name="Zittau"))
    for organization in (here, elsewhere):
        CompanyPageFactory(parent=index, organization=organization)
        OfferFactory(organization=organization, place=organization.place, title=f"Arbeit bei {organization.name}")

    html = client.get(town.url).content.decode()

    assert stylesheet_of(town) in html
    assert "Kranichwerk" in html
    assert "Arbeit bei Kranichwerk" in html
    assert "Bergblick" not in html


def test_pages_below_a_municipality_wear_its_bar_and_lead_to_its_imprint(client, home, town):
    imprint = LegalPageFactory(parent=town, title="Impressum Niesky", slug="impressum-niesky")
    article = ArticlePageFactory(parent=town, title="Rathaus")

    for page in (town, imprint, article):
        html = client.get(page.url).content.decode()

        assert 'class="hh-brand"' in html
        assert f'<a href="{imprint.url}">' in html
        assert stylesheet_of(town) in html


def test_other_pages_wear_no_bar_and_load_no_color(client, home, town):
    article = ArticlePageFactory(parent=home, title="Bankkonto")

    for url in ("/", article.url, "/angebote/"):
        html = client.get(url).content.decode()

        assert 'class="hh-brand"' not in html
        assert "/farben/" not in html


def test_a_town_leads_to_its_own_page_where_it_has_one_and_else_to_the_search(client, home, town, niesky):
    PlaceFactory(name="Zittau")

    html = client.get("/").content.decode()

    assert f'<a href="{town.url}">Niesky</a>' in html  # the footer
    assert f'<a class="hh-chip" href="{town.url}" lang="de"><bdi>Niesky</bdi></a>' in html  # beside the map
    assert "/suche/?q=Zittau" in html
    assert "/suche/?q=Niesky" not in html


def test_readers_of_another_language_reach_the_german_page_where_there_is_no_other(client, home, town):
    translate_page(home, title="Arrive.")

    html = client.get("/en/").content.decode()

    assert f'<a href="{town.url}">Niesky</a>' in html


def test_a_draft_of_a_municipality_is_no_way_to_it(client, home, niesky):
    MunicipalityPageFactory(parent=home, place=niesky, live=False)

    html = client.get("/").content.decode()

    assert "/suche/?q=Niesky" in html


def test_the_list_of_a_municipality_leaves_out_its_imprint(client, home, town):
    LegalPageFactory(parent=town, title="Impressum Niesky", slug="impressum-niesky", legal_kind=LegalPage.Kind.IMPRINT)
    article = ArticlePageFactory(parent=town, title="Rathaus und Bürgerbüro")

    main = client.get(town.url).content.decode().partition("<main")[2].partition("</main>")[0]

    assert article.title in main
    assert "Impressum Niesky" not in main


@pytest.mark.parametrize("color", ["red", "#12", "#zzzzzz", "#ffff00", ""])
def test_what_is_no_readable_color_is_told_beside_the_field(town, color):
    town.color = color

    with pytest.raises(ValidationError) as refused:
        town.full_clean()

    assert list(refused.value.message_dict) == ["color"]
