"""The frame of every page: menu, languages, breadcrumbs, account, the line about invented data."""

import re
from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.navigation.context_processors import layout
from cms.navigation.selectors import holds_demo_data
from matching.models import PublicationSettings
from tests.factories import (
    AdministratorFactory,
    ArticlePageFactory,
    OrganizationFactory,
    PlaceFactory,
    SectionPageFactory,
    UserFactory,
    serve_portal,
    set_publication_mode,
    translate_page,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    return serve_portal()


def links_in(html: str, label: str) -> list[str]:
    """Return the addresses in the part of the page that a label or id names."""
    part = re.search(rf"<nav[^>]*{label}.*?</nav>", html, re.DOTALL)
    return re.findall(r'href="([^"]*)"', part[0]) if part else []


def test_a_frame_that_is_not_rendered_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        context = layout(RequestFactory().get("/"))
        Template("{{ district_name }}").render(Context(context))


def test_the_menu_holds_live_public_pages_that_editors_put_there(client, home):
    shown = SectionPageFactory(parent=home, title="Ankommen")
    SectionPageFactory(parent=home, title="Entwurf", live=False)
    private = SectionPageFactory(parent=home, title="Intern")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    imprint = ArticlePageFactory(parent=home, title="Impressum")

    html = client.get("/").content.decode()

    assert links_in(html, 'id="main-menu"') == [shown.url]
    assert links_in(html, "footer-about") == [imprint.url]
    assert "Intern" not in html
    assert "Entwurf" not in html


def test_the_menu_marks_the_section_of_the_page_that_is_shown(client, home):
    section = SectionPageFactory(parent=home)
    article = ArticlePageFactory(parent=section)

    html = client.get(article.url).content.decode()

    assert f'<a href="{section.url}" aria-current="page">' in html


def test_the_language_switch_leads_to_the_same_page(client, home):
    section = SectionPageFactory(parent=home)
    translate_page(home, title="Arrive.")
    english = translate_page(section, title="Arriving")

    assert links_in(client.get(section.url).content.decode(), "Sprache") == [section.url, english.url]
    assert links_in(client.get(english.url).content.decode(), "Language") == [section.url, english.url]


def test_the_language_switch_leads_to_the_start_page_where_a_page_is_not_translated(client, home):
    section = SectionPageFactory(parent=home)
    translate_page(home, title="Arrive.")

    assert links_in(client.get(section.url).content.decode(), "Sprache") == [section.url, "/en/"]


def test_the_language_switch_offers_no_language_without_a_start_page(client, home):
    assert links_in(client.get("/").content.decode(), "Sprache") == ["/"]


def test_the_language_switch_of_a_view_keeps_what_was_asked(client, home):
    translate_page(home, title="Arrive.")

    html = client.get("/angebote/?q=Pflege").content.decode()

    assert links_in(html, "Sprache") == ["/angebote/?q=Pflege", "/en/angebote/?q=Pflege"]


def test_the_menu_of_a_view_in_english_holds_english_pages(client, home):
    section = SectionPageFactory(parent=home)
    translate_page(home, title="Arrive.")
    english = translate_page(section, title="Arriving")

    assert links_in(client.get("/en/angebote/").content.decode(), 'id="main-menu"') == [english.url]


def test_breadcrumbs_lead_back_to_the_start_page(client, home):
    section = SectionPageFactory(parent=home)
    article = ArticlePageFactory(parent=section)

    assert links_in(client.get(article.url).content.decode(), "hh-crumbs") == ["/", section.url]
    assert links_in(client.get("/").content.decode(), "hh-crumbs") == []


def test_the_footer_names_the_municipalities_of_the_own_districts_only(client, home):
    PlaceFactory(name="Niesky")
    PlaceFactory(name="Leipzig")

    assert links_in(client.get("/").content.decode(), "footer-places") == ["/suche/?q=Niesky"]


def test_visitors_may_sign_in_and_signed_in_people_sign_out(client, home):
    assert 'href="/konto/' in client.get("/").content.decode()

    client.force_login(UserFactory())
    html = client.get("/").content.decode()

    assert re.search(r'<form method="post" action="/konto/abmelden/', html)
    assert 'href="/admin/"' not in html


def test_the_way_to_the_desk_is_shown_to_staff_only():
    request = RequestFactory().get("/")
    request.user = AdministratorFactory()

    addresses = [link["url"] for link in layout(request)["account"]]

    assert "/admin/" in addresses


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_portal_with_invented_companies_says_so(client, home, settings, is_demo):
    settings.DEMO_SIGN_IN = False
    OrganizationFactory(is_demo=is_demo)
    holds_demo_data.cache_clear()

    assert ("Firmen, Vereine, Personen" in client.get("/").content.decode()) == is_demo


def test_a_page_whose_time_is_over_leaves_the_menu_before_the_schedule_takes_it_away(client, home):
    SectionPageFactory(parent=home, title="Herbstferien", expire_at=timezone.now() - timedelta(minutes=1))
    stays = SectionPageFactory(parent=home, title="Ankommen")

    html = client.get("/").content.decode()

    assert stays.url in links_in(html, 'id="main-menu"')
    assert "Herbstferien" not in html
