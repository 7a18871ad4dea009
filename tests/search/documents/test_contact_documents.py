"""Contacts as documents: published by the page that shows them, in each language they are worded in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.core.models import ContactWording
from cms.core.search_documents import ContactSource
from matching import changes
from matching.changes import Kind
from tests.factories import ArticlePageFactory, PlaceFactory, SectionPageFactory, serve_portal, translate_page
from tests.factories.events import EventIndexPageFactory, EventPageFactory
from tests.factories.records import ContactFactory
from tests.search.documents.full_portal import story_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return serve_portal()


def published(factory=ArticlePageFactory, **fields):
    page = factory(**fields)
    page.save_revision().publish()
    return page


def documents():
    return {document.object_id: document for document in ContactSource().load()}


def affected_since(position):
    ids = set()
    for line in changes.read_after(position):
        ids |= ContactSource().affected_by(Kind(line.kind), {line.object_id})
    return ids


def test_a_contact_leads_to_the_page_that_shows_it(home):
    contact = ContactFactory(name="Beate Hornig", role="Erste Fragen", note="Kommen Sie vorbei.", place=PlaceFactory())
    page = published(parent=home, story=story_with(contact=contact))

    document = documents()[f"{contact.pk}-de"]

    assert (document.title, document.url, document.breadcrumb) == (
        "Beate Hornig",
        page.get_url(),
        "Erste Fragen, Niesky",
    )
    assert document.keywords == "Erste Fragen"
    assert "Kommen Sie vorbei." in document.body
    assert document.facets == (("municipality", str(contact.place.pk)),)


def test_phone_and_mail_stay_on_the_page(home):
    contact = ContactFactory(phone="030 23125 011", email="amt@landkreis.example")
    published(parent=home, story=story_with(contact=contact))

    told = str(documents()[f"{contact.pk}-de"])

    assert "23125" not in told
    assert "amt@" not in told


def test_a_contact_that_no_public_page_shows_is_no_document(home):
    unused, in_draft, private = ContactFactory(), ContactFactory(), ContactFactory()
    ArticlePageFactory(parent=home, live=False, story=story_with(contact=in_draft)).save_revision()
    section = SectionPageFactory(parent=home)
    published(parent=section, story=story_with(contact=private))
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)

    assert documents() == {}
    assert ContactSource().visible([f"{one.pk}-de" for one in (unused, in_draft, private)]) == set()


def test_a_contact_named_by_a_page_s_own_field_is_found(home):
    contact = ContactFactory()
    published(EventPageFactory, parent=EventIndexPageFactory(parent=home), contact=contact)

    assert f"{contact.pk}-de" in documents()


def test_each_wording_is_a_document_that_leads_to_a_page_of_its_language(home):
    contact = ContactFactory(role="Erste Fragen")
    ContactWording.objects.create(contact=contact, language_code="en", role="First questions")
    ContactWording.objects.create(contact=contact, language_code="xx", role="unknown language")
    page = published(parent=home, story=story_with(contact=contact))
    translate_page(home, title="Welcome")
    english = translate_page(page, title="Moving")

    found = documents()

    assert set(found) == {f"{contact.pk}-de", f"{contact.pk}-en"}
    assert found[f"{contact.pk}-en"].url == english.get_url()
    assert found[f"{contact.pk}-en"].keywords == "First questions"
    assert found[f"{contact.pk}-en"].translation_key == found[f"{contact.pk}-de"].translation_key


def test_asking_for_one_language_brings_only_that(home):
    contact = ContactFactory()
    ContactWording.objects.create(contact=contact, language_code="en", role="First questions")
    published(parent=home, story=story_with(contact=contact))

    assert [one.object_id for one in ContactSource().load([f"{contact.pk}-en"])] == [f"{contact.pk}-en"]
    assert list(ContactSource().load(["nonsense", "-de", ""])) == []


@pytest.mark.parametrize("hide", ["unpublish", "delete", "restrict"])
def test_a_contact_goes_with_the_last_page_that_shows_it(home, hide):
    contact = ContactFactory()
    page = published(parent=home, story=story_with(contact=contact))
    start = changes.head()

    {
        "unpublish": page.unpublish,
        "delete": page.delete,
        "restrict": lambda: PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN),
    }[hide]()

    assert f"{contact.pk}-de" in affected_since(start)
    assert documents() == {}
    assert ContactSource().visible([f"{contact.pk}-de"]) == set()


def test_a_contact_leaves_a_page_when_the_new_text_is_published_and_not_before(home):
    contact, other = ContactFactory(), ContactFactory()
    page = published(parent=home, story=story_with(contact=contact))
    page.refresh_from_db()
    page.story = page.story.stream_block.to_python([])
    page.story.append(("contact", {"contact": other, "title": ""}))

    revision = page.save_revision()
    assert set(documents()) == {f"{contact.pk}-de"}

    start = changes.head()
    revision.publish()

    assert set(documents()) == {f"{other.pk}-de"}
    assert {f"{contact.pk}-de", f"{other.pk}-de"} <= affected_since(start)


def test_changed_words_make_a_newer_document_in_each_language(home):
    contact = ContactFactory()
    published(parent=home, story=story_with(contact=contact))
    before, start = documents()[f"{contact.pk}-de"], changes.head()

    contact.role = "Alles andere"
    contact.save()

    after = documents()[f"{contact.pk}-de"]
    assert (after.keywords, after.version > before.version) == ("Alles andere", True)
    assert affected_since(start) == {f"{contact.pk}-{language}" for language in ("de", "en", "ar")}


def test_a_removed_wording_is_no_document_any_more(home):
    contact = ContactFactory()
    wording = ContactWording.objects.create(contact=contact, language_code="en", role="First questions")
    published(parent=home, story=story_with(contact=contact))
    start = changes.head()

    wording.delete()

    assert f"{contact.pk}-en" in affected_since(start)
    assert set(documents()) == {f"{contact.pk}-de"}


def test_a_renamed_place_touches_its_contacts(home):
    place = PlaceFactory()
    contact = ContactFactory(place=place)

    assert f"{contact.pk}-de" in ContactSource().affected_by(Kind.PLACE, {str(place.pk)})


def test_more_contacts_cost_no_more_queries(home):
    def n_queries_with_more(n):
        for _n in range(n):
            published(parent=home, story=story_with(contact=ContactFactory(place=PlaceFactory())))
        with CaptureQueriesContext(connection) as captured:
            found = documents()
        return len(found), len(captured)

    n_queries_with_more(1)  # the site's addresses are looked up once

    few, many = n_queries_with_more(1), n_queries_with_more(10)

    assert (few[0], many[0]) == (2, 12)
    assert many[1] == few[1] <= 6


def test_asking_who_may_be_seen_is_one_query(home, django_assert_num_queries):
    contact = ContactFactory()
    published(parent=home, story=story_with(contact=contact))
    ids = [f"{contact.pk}-de", f"{contact.pk}-en", "999-de"]
    ContactSource().visible(ids)  # content types are looked up once

    with django_assert_num_queries(1):
        assert ContactSource().visible(ids) == set(ids[:2])
