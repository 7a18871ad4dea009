"""Files for download as documents: as public as their collection, and as the pages that show them."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject
from wagtail.models import Collection, CollectionViewRestriction

from cms.core.file_text import words_in
from cms.core.models import DocumentText
from cms.core.search_documents import FileSource
from matching import changes
from matching.changes import Kind
from tests.factories import (
    ArticlePageFactory,
    MunicipalityPageFactory,
    SectionPageFactory,
    serve_portal,
    translate_page,
)
from tests.search.documents.full_portal import stored_file, story_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return serve_portal()


def published(**fields):
    page = ArticlePageFactory(**fields)
    page.save_revision().publish()
    return page


def shown(home, **fields):
    """Store a file and publish a page that shows it."""
    file = stored_file(**fields)
    published(parent=home, story=story_with(file=file))
    return file


def document_of(file):
    return next(iter(FileSource().load([str(file.pk)])), None)


def affected_since(position):
    ids = set()
    for line in changes.read_after(position):
        ids |= FileSource().affected_by(Kind(line.kind), {line.object_id})
    return ids


def test_a_file_has_its_title_and_the_words_inside_it(home):
    file = shown(home, title="Antrag auf Wohngeld", text="Angaben zum Haushalt")

    document = document_of(file)

    assert (document.title, document.body, document.url) == ("Antrag auf Wohngeld", "Angaben zum Haushalt", file.url)


def test_an_unread_or_unreadable_file_is_found_by_its_title(home):
    unread, broken = shown(home, title="Neu"), shown(home, title="Kaputt")
    DocumentText.objects.create(document=broken, file_name=broken.file.name, problem=DocumentText.Problem.BROKEN)

    assert [(one.title, one.body) for one in FileSource().load()] == [("Neu", ""), ("Kaputt", "")]
    assert FileSource().visible([str(unread.pk)]) == {str(unread.pk)}


def test_the_words_of_a_replaced_file_are_forgotten_at_once(home):
    file = shown(home, text="alte Fassung")
    file.file.name = "documents/neue-fassung.pdf"
    file.save()

    assert document_of(file).body == ""


def test_a_file_that_names_megabytes_as_its_language_is_read_all_the_same():
    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.root_object[NameObject("/Lang")] = TextStringObject("x" * 1_000_000)
    writer.write(content)

    assert len(words_in(content.getvalue(), extension="pdf").language) < 50


def test_a_file_stands_where_the_page_does_that_shows_it(home):
    section = SectionPageFactory(parent=home, title="Orte")
    municipality = MunicipalityPageFactory(parent=section)
    file = stored_file()
    published(parent=municipality, title="Kita", story=story_with(file=file))

    document = document_of(file)

    assert document.breadcrumb == "Orte › Niesky › Kita"
    assert dict(document.facets) == {
        "municipality": str(municipality.place.pk),
        "topic": str(section.translation_key),
    }
    assert FileSource().facet_labels("topic", {str(section.translation_key)}) == {str(section.translation_key): "Orte"}


def test_a_file_speaks_the_language_it_names_else_that_of_its_page(home):
    english, named = stored_file(), shown(home, text="Formularz")
    DocumentText.objects.filter(document=named).update(language_code="ar")
    translate_page(home, title="Welcome")
    page = translate_page(ArticlePageFactory(parent=home), title="Moving")
    page.story = page.story.stream_block.to_python([])
    page.story.append(("document", {"document": english, "title": "", "description": ""}))
    page.save_revision().publish()

    assert (document_of(english).language, document_of(named).language) == ("en", "ar")


@pytest.mark.parametrize("restriction", ["login", "password", "groups"])
def test_files_of_private_collections_and_of_those_below_are_no_documents(restriction):
    private = Collection.get_first_root_node().add_child(name="Intern")
    below = private.add_child(name="Noch interner")
    files = [stored_file(collection=private), stored_file(collection=below)]
    ids = {str(file.pk) for file in files}
    start = changes.head()

    CollectionViewRestriction.objects.create(collection=private, restriction_type=restriction, password="geheim")

    assert affected_since(start) == ids
    assert list(FileSource().load()) == []
    assert FileSource().visible(ids) == set()


def test_a_file_that_only_a_draft_shows_waits_for_it(home):
    file = stored_file()
    page = published(parent=home, story=story_with(file=file))
    assert document_of(file) is not None
    start = changes.head()

    page.unpublish()

    assert str(file.pk) in affected_since(start)
    assert document_of(file) is None
    assert FileSource().visible([str(file.pk)]) == set()


def test_a_link_inside_a_text_counts_as_showing(home):
    file = stored_file()
    text = f'<p><a linktype="document" id="{file.pk}">Merkblatt</a></p>'
    published(parent=home, title="Umzug", story=json.dumps([{"type": "text", "value": text}]))

    assert document_of(file).breadcrumb == "Umzug"


def test_a_file_ends_with_the_last_day_it_is_valid_on(home):
    today = timezone.localdate()
    last_day, over = shown(home, valid_until=today), shown(home, valid_until=today - timedelta(days=1))

    document = document_of(last_day)

    assert timezone.localtime(document.available_until).date() == today + timedelta(days=1)
    assert document_of(over) is None
    assert FileSource().visible([str(last_day.pk), str(over.pk)]) == {str(last_day.pk)}


def test_films_are_no_documents():
    stored_file(name="film.mp4")
    stored_file(name="untertitel.vtt")

    assert list(FileSource().load()) == []


def test_a_saved_or_deleted_file_is_in_the_log():
    file = stored_file()
    pk, start = str(file.pk), changes.head()

    file.save()
    assert affected_since(start) == {pk}

    start = changes.head()
    file.delete()
    assert affected_since(start) == {pk}


def test_more_files_cost_no_more_queries(home):
    def n_queries_with_more(n):
        for _n in range(n):
            published(parent=home, story=story_with(file=stored_file(text="Wohngeld")))
        with CaptureQueriesContext(connection) as captured:
            found = list(FileSource().load())
        return len(found), len(captured)

    few, many = n_queries_with_more(1), n_queries_with_more(10)

    assert (few[0], many[0]) == (1, 11)
    assert many[1] == few[1] <= 6


def test_asking_which_files_may_be_seen_is_one_query(home, django_assert_num_queries):
    used, unused = shown(home), stored_file()
    ids = [str(used.pk), str(unused.pk), "999"]
    FileSource().visible(ids)  # content types are looked up once

    with django_assert_num_queries(1):
        assert FileSource().visible(ids) == {str(used.pk)}
