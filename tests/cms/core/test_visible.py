"""Who may see a page: what stands in for a private page is as private, and a page's window ends on time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from cms.companies.handbook import book_content
from cms.core.blocks.choosers import OpenPageChooserBlock, is_open
from cms.core.visible import public_pages
from cms.welcome.models import ArticlePage, HomePage, SectionPage
from tests.factories import (
    ArticlePageFactory,
    SectionPageFactory,
    serve_portal,
    translate_page,
)
from tests.factories.handbook import HandbookChapterPageFactory, HandbookPageFactory

pytestmark = pytest.mark.django_db

SECRET = "Kanarienvogel"


@pytest.fixture
def home() -> HomePage:
    home = serve_portal()
    translate_page(home, title="Home")
    return home


@pytest.fixture
def section(home: HomePage) -> SectionPage:
    return SectionPageFactory(parent=home, title="Ankommen", slug="ankommen")


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return ArticlePageFactory(parent=section, title=SECRET, slug="artikel", summary=SECRET)


def stand_in_for(page: Page) -> Page:
    return page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)


def make_private(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def read(address: str) -> tuple[int, bool]:
    """Return the status of an answer, and whether it gives the secret away."""
    answer = Client().get(address)
    return answer.status_code, SECRET in answer.content.decode()


@pytest.mark.parametrize("is_section_translated", [True, False])
@pytest.mark.parametrize("name", ["section", "article"])
def test_what_stands_in_for_a_private_page_is_private(
    section: SectionPage, article: ArticlePage, *, name: str, is_section_translated: bool
) -> None:
    section_in_english = translate_page(section, title="Arriving") if is_section_translated else stand_in_for(section)
    stand_in = stand_in_for(article)

    make_private({"section": section, "article": article}[name])

    assert read(stand_in.url) == (302, False)
    assert read("/en/")[1] is False
    assert read(section_in_english.url)[1] is False
    assert not public_pages(Page.objects.filter(pk=stand_in.pk)).exists()
    assert not is_open(OpenPageChooserBlock().bulk_to_python([stand_in.pk])[0])


def test_what_stands_in_for_a_public_page_is_public(article: ArticlePage, section: SectionPage) -> None:
    translate_page(section, title="Arriving")

    stand_in = stand_in_for(article)

    assert read(stand_in.url) == (200, True)
    assert public_pages(Page.objects.filter(pk=stand_in.pk)).exists()
    assert is_open(OpenPageChooserBlock().bulk_to_python([stand_in.pk])[0])


def test_a_private_chapter_is_not_printed_in_another_language_either(home: HomePage) -> None:
    handbook = HandbookPageFactory(parent=home)
    private, public = (HandbookChapterPageFactory(parent=handbook, title=title) for title in (SECRET, "Offen"))
    in_english = stand_in_for(handbook)
    for chapter in (private, public):
        stand_in_for(chapter)

    make_private(private)

    assert [chapter.page.title for chapter in book_content(handbook=in_english)["chapters"]] == ["Offen"]


@pytest.mark.parametrize(
    "window",
    [
        {"expire_at": timezone.now() - timedelta(seconds=1)},
        {"go_live_at": timezone.now() + timedelta(days=1)},
    ],
    ids=["over", "not yet"],
)
def test_a_page_outside_its_window_is_gone_before_anybody_takes_it_away(
    section: SectionPage, article: ArticlePage, window: dict[str, object]
) -> None:
    Page.objects.filter(pk=article.pk).update(**window)

    assert read(article.url) == (404, False)
    assert read(section.url) == (200, False)
    assert not is_open(OpenPageChooserBlock().bulk_to_python([article.pk])[0])
