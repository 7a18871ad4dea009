"""Pages in search: what everybody may read, in its language, with its place in the tree."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search import indexing
from search.engines import get_engine
from search.queries import search
from search.suggestions import suggest
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    OrganizationFactory,
    SectionPageFactory,
    serve_portal,
    translate_page,
)

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"


@pytest.fixture
def home():
    return serve_portal()


def titles(words=CANARY, language="de"):
    return [hit.title for hit in search(words=words, language=language).hits]


def restrict(page, restriction):
    made = PageViewRestriction.objects.create(page=page, restriction_type=restriction, password="geheim")
    if restriction == PageViewRestriction.GROUPS:
        made.groups.add(Group.objects.create(name="Betriebe"))


def test_a_page_is_found_with_its_place_and_address(home):
    section = SectionPageFactory(parent=home, title="Familie", slug="familie")
    ArticlePageFactory(parent=section, title="Einen Kita-Platz finden", slug="kita", summary="Der Weg zum Platz.")
    indexing.rebuild()

    hit = search(words="Kita", language="de").hits[0]

    assert (hit.title, hit.trail, hit.url, hit.kind_code) == (
        "Einen Kita-Platz finden",
        "Familie",
        "/familie/kita/",
        "page",
    )


def test_the_words_of_the_body_are_found_and_quoted(home):
    ArticlePageFactory(parent=home, title="Umzug")
    indexing.rebuild()

    hit = search(words="Vermieter", language="de").hits[0]

    assert hit.title == "Umzug"
    assert "<mark>Vermieters</mark>" in hit.excerpt


def test_a_company_page_carries_what_its_organization_says(home):
    index = CompanyIndexPageFactory(parent=home)
    organization = OrganizationFactory(name="Kranichwerk GmbH", description="Förderanlagen für Glas.")
    CompanyPageFactory(parent=index, organization=organization)
    indexing.rebuild()

    hit = search(words="Glas", language="de").hits[0]
    assert (hit.title, hit.kind_code) == ("Kranichwerk GmbH", "company")

    organization.description = "Brunnen aus Granit."
    organization.save()

    assert titles("Granit") == ["Kranichwerk GmbH"]
    assert titles("Glas") == []


@pytest.mark.parametrize(
    "state",
    [
        {"live": False},
        {"live": False, "has_unpublished_changes": True},
        {"expire_at": timezone.now() - timedelta(seconds=1)},
        {"go_live_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_drafts_expired_and_scheduled_pages_are_nowhere(home, state):
    ArticlePageFactory(parent=home, title=f"{CANARY} Seite", **state)
    indexing.rebuild()

    results = search(words=CANARY, language="de")

    assert (results.hits, results.facets, results.total) == ((), (), 0)
    assert suggest(words=CANARY, language="de") == []


@pytest.mark.parametrize(
    "restriction", [PageViewRestriction.PASSWORD, PageViewRestriction.LOGIN, PageViewRestriction.GROUPS]
)
def test_private_pages_and_pages_below_them_are_nowhere(home, restriction):
    section = SectionPageFactory(parent=home, title=f"{CANARY} Bereich")
    ArticlePageFactory(parent=section, title=f"{CANARY} Seite")
    restrict(section, restriction)
    indexing.rebuild()

    assert titles() == []
    assert suggest(words=CANARY, language="de") == []


@pytest.mark.parametrize("hide", ["unpublish", "restrict", "delete", "expire"])
def test_a_page_that_was_public_is_absent_from_the_very_next_results(home, hide):
    page = ArticlePageFactory(parent=home, title=f"{CANARY} Seite")
    indexing.rebuild()
    assert titles() == [f"{CANARY} Seite"]

    with get_engine().writing():  # nobody can tell the index
        {
            "unpublish": page.unpublish,
            "restrict": lambda: restrict(page, PageViewRestriction.LOGIN),
            "delete": page.delete,
            "expire": lambda: type(page).objects.update(expire_at=timezone.now()),
        }[hide]()

        assert titles() == []
        assert suggest(words=CANARY, language="de") == []

    indexing.follow()
    assert titles() == []


def test_a_new_draft_of_a_public_page_stays_unseen(home):
    page = ArticlePageFactory(parent=home, title="Umzug")
    indexing.rebuild()

    page.title = f"{CANARY} im Entwurf"
    page.save_revision()
    indexing.rebuild()
    assert titles() == []

    page.get_latest_revision().publish()
    assert titles() == [f"{CANARY} im Entwurf"]


def test_pages_below_a_renamed_section_get_their_new_address_and_place(home):
    section = SectionPageFactory(parent=home, title="Familie", slug="familie")
    ArticlePageFactory(parent=section, title=f"{CANARY} Seite", slug="kita")
    indexing.rebuild()

    section.title, section.slug = "Leben", "leben"
    section.save_revision().publish()
    hit = search(words=CANARY, language="de").hits[0]

    assert (hit.url, hit.trail) == ("/leben/kita/", "Leben")


def test_a_page_is_one_result_in_the_visitors_language_whichever_translation_was_found(home):
    page = ArticlePageFactory(parent=home, title="Umzug melden")
    translate_page(home, title="Welcome")
    translate_page(page, title="Registering after moving")
    indexing.rebuild()

    english = search(words="registering", language="en").hits
    from_german = search(words="registering", language="de").hits

    assert [(hit.title, hit.language) for hit in english] == [("Registering after moving", "")]
    assert [(hit.title, hit.language) for hit in from_german] == [("Umzug melden", "")]
    assert english[0].url.startswith("/en/")


def test_a_page_that_is_not_there_in_the_visitors_language_says_which_one_it_is_in(home):
    page = ArticlePageFactory(parent=home, title="Umzug melden", live=False)
    translate_page(home, title="Welcome")
    translate_page(page, title="Registering after moving")
    indexing.rebuild()

    [hit] = search(words="registering", language="de").hits

    assert (hit.title, hit.language) == ("Registering after moving", "en")


def test_searching_costs_few_queries(home, django_assert_max_num_queries):
    for n in range(30):
        ArticlePageFactory(parent=home, title=f"{CANARY} {n}")
    indexing.rebuild()

    with django_assert_max_num_queries(8):
        assert len(titles()) == 10
