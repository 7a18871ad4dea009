"""Who comes to an old address is led to the page in one step, wherever it went."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.welcome.models import ArticlePage, HomePage, SectionPage
from tests.factories import ArticlePageFactory, SectionPageFactory, translate_page

# What Wagtail does on saving happens at once here; on a server it is done after the transaction.
pytestmark = pytest.mark.django_db


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    return SectionPageFactory(parent=home, slug="wohnen")


@pytest.fixture
def kita(section: SectionPage) -> ArticlePage:
    return ArticlePageFactory(parent=section, slug="kita")


def rename(page: Page, slug: str) -> None:
    page = type(page).objects.get(pk=page.pk)
    page.slug = slug
    page.save_revision().publish()


def answer(path: str) -> tuple[int, str]:
    response = Client().get(path)
    return response.status_code, response.get("Location", "")


def test_a_renamed_page_and_those_below_it_are_found(
    kita: ArticlePage, section: SectionPage, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        rename(section, "leben")

    assert answer("/wohnen/") == (301, "/leben/")
    assert answer("/wohnen/kita/") == (301, "/leben/kita/")
    assert answer("/leben/kita/")[0] == 200


def test_a_moved_page_and_those_below_it_are_found(
    home: HomePage, kita: ArticlePage, section: SectionPage, django_capture_on_commit_callbacks: object
) -> None:
    other = SectionPageFactory(parent=home, slug="familie")
    with django_capture_on_commit_callbacks(execute=True):
        SectionPage.objects.get(pk=section.pk).move(SectionPage.objects.get(pk=other.pk), pos="last-child")

    assert answer("/wohnen/") == (301, "/familie/wohnen/")
    assert answer("/wohnen/kita/") == (301, "/familie/wohnen/kita/")


def test_each_language_keeps_its_old_addresses(
    english_home: HomePage, kita: ArticlePage, section: SectionPage, django_capture_on_commit_callbacks: object
) -> None:
    english = translate_page(section, title="Housing")
    translate_page(kita, title="Childcare")
    with django_capture_on_commit_callbacks(execute=True):
        rename(english, "housing")

    assert answer("/en/wohnen/kita/") == (301, "/en/housing/kita/")
    assert answer("/wohnen/kita/")[0] == 200


def test_the_question_comes_along(section: SectionPage, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        rename(section, "leben")

    assert answer("/wohnen/?page=2&ort=Niesky") == (301, "/leben/?page=2&ort=Niesky")


def test_a_page_that_moved_twice_is_one_step_away(
    section: SectionPage, django_capture_on_commit_callbacks: object
) -> None:
    for slug in ("leben", "zuhause", "daheim"):
        with django_capture_on_commit_callbacks(execute=True):
            rename(section, slug)

    assert {answer(f"/{old}/") for old in ("wohnen", "leben", "zuhause")} == {(301, "/daheim/")}


def test_a_page_that_came_back_is_not_sent_round_in_circles(
    section: SectionPage, django_capture_on_commit_callbacks: object
) -> None:
    for slug in ("leben", "wohnen"):
        with django_capture_on_commit_callbacks(execute=True):
            rename(section, slug)

    assert answer("/leben/") == (301, "/wohnen/")
    assert answer("/wohnen/")[0] == 200
    SectionPage.objects.get(pk=section.pk).unpublish()
    assert answer("/wohnen/")[0] == 404
    assert answer("/leben/")[0] == 404


@pytest.mark.parametrize(
    ("pairs", "status"),
    [
        ({"/a": "/b/", "/b": "/a/"}, 404),
        ({"/a": "/a/"}, 404),
        ({"/a": "/b/", "/b": "/c/", "/c": "/"}, 301),
    ],
)
def test_redirects_written_by_hand_end_somewhere(pairs: dict[str, str], status: int, home: HomePage) -> None:
    for old, new in pairs.items():
        Redirect.objects.create(old_path=old, redirect_link=new)

    assert answer("/a/") == (status, "/" if status == 301 else "")


def test_nobody_is_led_to_a_page_whose_time_is_over(kita: ArticlePage) -> None:
    Redirect.objects.create(old_path="/alt", redirect_page=kita)
    Page.objects.filter(pk=kita.pk).update(expire_at=timezone.now() - timedelta(seconds=1))

    assert answer("/alt/") == (404, "")


def test_only_reading_is_led_on(section: SectionPage, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        rename(section, "leben")

    assert Client().post("/wohnen/").status_code == 404


def test_a_strange_address_is_simply_missing(home: HomePage) -> None:
    for path in ("/%00/", "/%ff%fe/", "/" + "x" * 3000 + "/", "/?" + "x=1&" * 200):
        assert Client().get(path).status_code in {200, 404}
