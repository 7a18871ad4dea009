"""Rooms that do not speak every language yet answer in German, and say so."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale

from cms.core.models import ContactWording
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    FormPageFactory,
    OrganizationFactory,
    PlaceFactory,
    SectionPageFactory,
    serve_portal,
    translate_page,
)
from tests.factories.records import ContactFactory

pytestmark = pytest.mark.django_db

NOTE = "لم تُترجم هذه الصفحة بعد"


@pytest.fixture(autouse=True)
def home():
    home = serve_portal()
    Locale.objects.get_or_create(language_code="ar")
    for code in ("en", "ar"):
        translate_page(home, title="Welcome", language_code=code)
    return home


def address(name, language_code):
    with override(language_code):
        return reverse(name)


def main_of(html):
    return re.search(r"<main[^>]*>", html)[0]


@pytest.mark.parametrize("name", ["account_login", "account_signup", "alumni:how_ranking_works"])
def test_a_view_without_arabic_shows_german_and_marks_it(client, name):
    html = client.get(address(name, "ar"), follow=True).content.decode()

    assert '<html lang="ar" dir="rtl">' in html
    assert 'lang="de" dir="ltr"' in main_of(html)
    assert NOTE in html
    assert "تسجيل الدخول" in html  # the frame speaks the reader's language


def test_a_view_without_arabic_speaks_german_and_not_english(client):
    html = client.get(address("account_login", "ar")).content.decode()

    assert "E-Mail-Adresse" in html
    assert "e-mail address" not in html


@pytest.mark.parametrize(("name", "language_code"), [("account_login", "en"), ("search:results", "ar")])
def test_a_view_in_the_readers_language_is_not_marked(client, name, language_code):
    html = client.get(address(name, language_code)).content.decode()

    assert "lang=" not in main_of(html)
    assert "hh-fallback" not in html


def test_the_language_switch_leads_to_views_that_speak_the_language(client):
    sign_in = client.get(address("account_login", "de")).content.decode()
    search = client.get(address("search:results", "de")).content.decode()

    assert 'hreflang="en"' in sign_in
    assert 'hreflang="ar"' not in sign_in
    assert 'hreflang="ar"' in search


def test_the_switch_still_shows_where_one_is(client):
    html = client.get(address("account_login", "ar")).content.decode()

    assert 'hreflang="ar" aria-current="true"' in html


def test_a_letter_is_german_from_its_first_to_its_last_letter(client):
    client.post(address("account_login", "ar"), {"email": "neu@example.org"})

    (letter,) = mail.outbox
    html, _kind = letter.alternatives[0]
    assert '<html lang="de" dir="ltr">' in html
    assert "/ar/" not in letter.body


@pytest.mark.parametrize("accepted", ["en", "ar,en;q=0.5", "pl"])
def test_a_browsers_preference_changes_neither_the_page_nor_its_copies_in_caches(client, accepted):
    answer = client.get("/", headers={"accept-language": accepted})

    assert answer.status_code == 200
    assert '<html lang="de" dir="ltr">' in answer.content.decode()
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_a_page_that_stands_in_is_german_throughout_and_its_frame_is_not(client, home):
    place = PlaceFactory(name="Niesky")
    organization = OrganizationFactory(place=place, n_employees=240)
    page = CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home), organization=organization)
    stand_in = page.copy_for_translation(Locale.objects.get(language_code="ar"), alias=True, copy_parents=True)

    html = client.get(stand_in.url).content.decode()

    assert "240 Beschäftigte" in html
    assert 'lang="de" dir="ltr"' in main_of(html)
    assert NOTE in html
    assert "القائمة الرئيسية" in html


def test_links_to_german_pages_in_an_arabic_frame_say_that_they_are_german(client, home):
    section = SectionPageFactory(parent=home, title="Zurückkommen")
    section.copy_for_translation(Locale.objects.get(language_code="ar"), alias=True)

    html = client.get("/ar/").content.decode()

    assert re.search(r'<a href="[^"]*" lang="de">Zurückkommen</a>', html)
    assert 'lang="de">Zurückkommen' not in client.get("/").content.decode()


def test_lists_of_pages_say_which_ones_are_german(client, home):
    arabic = Locale.objects.get(language_code="ar")
    section = SectionPageFactory(parent=home, title="Ankommen", slug="ankommen")
    article = ArticlePageFactory(parent=section, title="Bankkonto", summary="Ein Konto bekommen alle.")
    twin = translate_page(section, title="الوصول", language_code="ar")
    article.copy_for_translation(arabic, alias=True)

    html = client.get(twin.url).content.decode()

    assert re.search(r'<h2 lang="de" dir="auto"><a [^>]*>Bankkonto</a>', html)
    assert re.search(r'<p [^>]*lang="de" dir="auto">Ein Konto bekommen alle', html)


def test_around_a_german_article_each_title_says_its_language(client, home):
    section = SectionPageFactory(parent=home, title="Ankommen", slug="ankommen")
    article = ArticlePageFactory(parent=section, title="Bankkonto")
    translate_page(section, title="الوصول", language_code="ar")
    stand_in = article.copy_for_translation(Locale.objects.get(language_code="ar"), alias=True)

    frame, _tag, main = client.get(stand_in.url).content.decode().partition("<main")

    assert '<span lang="de">Bankkonto</span></li>' in frame
    assert 'id="section-menu" lang="ar" dir="auto">الوصول</p>' in main


def test_a_german_form_names_its_contact_in_german(client, home):
    contact = ContactFactory(role="Willkommenslotsin")
    ContactWording.objects.create(contact=contact, language_code="ar", role="مرافقة الوصول")
    form = FormPageFactory(parent=home, contact=contact)
    stand_in = form.copy_for_translation(Locale.objects.get(language_code="ar"), alias=True)

    main = client.get(stand_in.url).content.decode().partition("<main")[2]

    assert "Willkommenslotsin" in main
    assert "مرافقة الوصول" not in main


def test_german_pages_load_no_arabic_letters():
    styles = (Path(__file__).parents[4] / "cms" / "frontend" / "styles" / "kern.css").read_text("utf-8")

    rules = [line for line in styles.splitlines() if "Noto Sans Arabic" in line]

    assert rules
    assert all(line.startswith(":root:lang(ar)") for line in rules)
