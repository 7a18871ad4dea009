"""Pages as documents: their words, where they stand, and which of them a change touches."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.segments.extract import extract_segments

from cms.core.search_documents import PageSource
from cms.core.translation import keep_what_visitors_see
from matching import changes
from matching.changes import Kind
from matching.models import Change, Place
from search import documents
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    MunicipalityPageFactory,
    OrganizationFactory,
    PlaceFactory,
    SectionPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
    serve_portal,
    translate_page,
)
from tests.factories.events import EventIndexPageFactory, EventPageFactory, berlin
from tests.factories.records import ReferenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return serve_portal()


def document_of(page):
    return next(iter(PageSource().load([str(page.pk)])), None)


def facets_of(page):
    return dict(document_of(page).facets)


def postcode_in(municipality, code="02906"):
    return Place.objects.create(
        code=f"{code} See",
        kind=Place.Kind.POSTCODE,
        name="See",
        folded_name="see",
        postcode=code,
        municipality=municipality,
        district_code=municipality.district_code,
        latitude=51.3,
        longitude=14.9,
    )


def affected_since(position):
    """Return the pages that have new documents after what was written into the log since."""
    ids = set()
    for line in changes.read_after(position):
        ids |= PageSource().affected_by(Kind(line.kind), {line.object_id})
    return ids


def test_editors_own_words_are_keywords_and_not_body(home):
    page = ArticlePageFactory(parent=home, search_keywords="Nachsendeantrag, Umzug")

    document = document_of(page)

    assert document.keywords == "Nachsendeantrag, Umzug"
    assert "Nachsendeantrag" not in document.body


def test_editors_own_words_are_translated_with_the_page(home):
    page = ArticlePageFactory(parent=home, search_keywords="Umzug")
    translate_page(home, title="Welcome")
    english = translate_page(page, title="Moving")
    english.search_keywords = "relocation"
    english.save_revision().publish()

    assert (document_of(page).keywords, document_of(english).keywords) == ("Umzug", "relocation")
    assert document_of(page).translation_key == document_of(english).translation_key != ""


def test_translators_are_asked_for_search_words_of_their_language(home):
    page = ArticlePageFactory(parent=home, search_keywords="Umzug, umziehen")

    asked = {(segment.path, str(getattr(segment, "string", ""))) for segment in extract_segments(page)}

    assert any(path == "search_keywords" and "Umzug, umziehen" in words for path, words in asked)


def test_all_blocks_words_are_in_the_body_in_reading_order(home):
    page = ArticlePageFactory(
        parent=home,
        story=json.dumps(
            [
                {"type": "text", "value": "<p>Zuerst der Ausweis.</p>"},
                {"type": "steps", "value": {"steps": [{"title": "Termin", "text": "<p>Rufen Sie an.</p>"}]}},
                {
                    "type": "table",
                    "value": {
                        "caption": "Öffnungszeiten",
                        "table": {
                            "caption": "",
                            "columns": [{"type": "text", "heading": "Tag"}],
                            "rows": [{"values": ["<p>Dienstag</p>"]}],
                        },
                    },
                },
            ]
        ),
    )

    body = document_of(page).body

    words = ["Zuerst der Ausweis.", "Termin", "Rufen Sie an.", "Öffnungszeiten", "Tag", "Dienstag"]
    assert [body.find(word) for word in words] == sorted(body.find(word) for word in words)
    assert -1 not in [body.find(word) for word in words]


def test_pages_below_a_municipality_carry_it_and_so_does_what_happens_there(home):
    niesky = PlaceFactory(name="Niesky")
    section = SectionPageFactory(parent=home, title="Orte")
    municipality = MunicipalityPageFactory(parent=section, place=niesky)
    own_section = SectionPageFactory(parent=municipality, title="Kita und Schule")
    article = ArticlePageFactory(parent=own_section)
    company = CompanyPageFactory(
        parent=CompanyIndexPageFactory(parent=home), organization=OrganizationFactory(place=postcode_in(niesky))
    )
    event = EventPageFactory(parent=EventIndexPageFactory(parent=home), place=niesky)
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home), place=niesky)

    found = [
        facets_of(page).get("municipality") for page in (municipality, own_section, article, company, event, story)
    ]

    assert found == [str(niesky.pk)] * 6
    assert "municipality" not in facets_of(section)
    assert PageSource().facet_labels("municipality", {str(niesky.pk), "nonsense"}) == {str(niesky.pk): "Niesky"}


def test_the_topic_is_the_door_of_the_portal_and_the_same_in_each_language(home):
    section = SectionPageFactory(parent=home, title="Leben")
    below = SectionPageFactory(parent=section, title="Familie")
    article = ArticlePageFactory(parent=below)
    translate_page(home, title="Welcome")
    english_section = translate_page(section, title="Living")
    translate_page(below, title="Family")
    english = translate_page(article, title="Day care")

    topics = {facets_of(page)["topic"] for page in (section, below, article, english)}

    assert topics == {str(section.translation_key)}
    assert PageSource().facet_labels("topic", topics) == {str(section.translation_key): "Leben"}
    with override("en"):
        assert PageSource().facet_labels("topic", topics) == {str(section.translation_key): english_section.title}


def test_a_topic_without_translation_is_named_in_german_and_nonsense_is_not_named(home):
    section = SectionPageFactory(parent=home, title="Leben")

    with override("ar"):
        labels = PageSource().facet_labels("topic", {str(section.translation_key), "nonsense", ""})

    assert labels == {str(section.translation_key): "Leben"}


def test_sections_of_one_municipality_are_no_topics(home):
    municipality = MunicipalityPageFactory(parent=home)
    article = ArticlePageFactory(parent=SectionPageFactory(parent=municipality, title="Vereine"))

    assert "topic" not in facets_of(article)


@pytest.mark.parametrize("nonsense", ["9" * 30, "-1", "1.5", "٣", "²", "", "x", "\x00"])
def test_nonsense_in_an_address_or_an_index_names_nothing(home, nonsense):
    for source in documents.sources():
        assert list(source.load([nonsense])) == []
        assert source.visible([nonsense]) == set()
        assert all(source.facet_labels(facet, {nonsense}) == {} for facet in ("municipality", "topic", "field", "x"))
        assert all(source.affected_by(kind, {nonsense}) <= {nonsense, *_in_languages(nonsense)} for kind in Kind)


@pytest.mark.parametrize("hide", ["draft", "private"])
def test_a_section_that_is_not_public_is_named_nowhere(home, hide):
    section = SectionPageFactory(parent=home, title="Geheimsache")
    article = ArticlePageFactory(parent=section)
    value = facets_of(article)["topic"]

    if hide == "draft":
        section.unpublish()
    else:
        PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)

    document = document_of(article)
    assert document is None if hide == "private" else "Geheimsache" not in str(document)
    assert PageSource().facet_labels("topic", {value}) == {}


def test_events_and_stories_grow_old_and_other_pages_do_not(home):
    event = EventPageFactory(parent=EventIndexPageFactory(parent=home), starts_at=berlin(2026, 12, 1, 18), ends_at=None)
    published = timezone.now() - timedelta(days=400)
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home), first_published_at=published)
    article = ArticlePageFactory(parent=home)

    assert document_of(event).dated_at == berlin(2026, 12, 1, 18)
    assert document_of(story).dated_at == published
    assert document_of(article).dated_at is None


def test_an_event_tells_where_and_for_whom_it_is(home):
    event = EventPageFactory(parent=EventIndexPageFactory(parent=home), venue="Halle 2", audience="Eltern")

    document = document_of(event)

    assert all(word in document.body for word in ("Halle 2", "Eltern", "Löbau"))
    assert (document.latitude, document.longitude) == (event.place.latitude, event.place.longitude)


def test_german_text_that_waits_for_its_translator_is_no_document_of_the_other_language(home):
    article = ArticlePageFactory(parent=home)
    translate_page(home, title="Welcome")
    taken_on = article.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    Page.objects.filter(pk=taken_on.pk).update(alias_of=None, live=True)
    draft = type(taken_on).objects.get(pk=taken_on.pk)
    draft.title = "Half"
    draft.save_revision()
    keep_what_visitors_see(draft=draft.get_latest_revision())
    assert document_of(taken_on) is None

    draft.get_latest_revision().publish()

    assert document_of(taken_on).title == "Half"


def test_a_private_section_takes_all_pages_below_with_it(home):
    section = SectionPageFactory(parent=home)
    article = ArticlePageFactory(parent=SectionPageFactory(parent=section))
    start = changes.head()

    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.PASSWORD, password="geheim")

    assert str(article.pk) in affected_since(start)
    assert document_of(article) is None
    assert PageSource().visible([str(article.pk), str(home.pk)]) == {str(home.pk)}


@pytest.mark.parametrize("change", ["move", "rename", "unpublish"])
def test_what_stands_below_follows_a_section(home, change):
    section, other = SectionPageFactory(parent=home, title="Alt"), SectionPageFactory(parent=home, title="Neu")
    article = ArticlePageFactory(parent=section)
    start = changes.head()

    if change == "move":
        section.move(other, pos="last-child")
        trail = "Neu › Alt"
    elif change == "rename":
        section.title = "Anders"
        section.save_revision().publish()
        trail = "Anders"
    else:
        section.unpublish()
        trail = ""

    assert str(article.pk) in affected_since(start)
    assert document_of(article).breadcrumb == trail


def test_publishing_the_start_page_touches_no_other_page(home):
    ArticlePageFactory(parent=home)
    start = changes.head()

    home.refresh_from_db()
    home.save_revision().publish()

    assert affected_since(start) == {str(home.pk)}


def test_a_company_page_is_newer_than_before_when_its_organization_changes(home):
    company = CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home))
    before, start = document_of(company), changes.head()

    company.organization.description = "Brunnen aus Granit."
    company.organization.save()

    assert affected_since(start) == {str(company.pk)}
    assert document_of(company).version > before.version


def test_a_renamed_municipality_touches_what_names_it(home):
    niesky = PlaceFactory(name="Niesky")
    event = EventPageFactory(parent=EventIndexPageFactory(parent=home), place=postcode_in(niesky))
    elsewhere = EventPageFactory(parent=event.get_parent(), place=PlaceFactory(name="Zittau"))
    start = changes.head()

    niesky.name = "Niesky/OL"
    niesky.save()

    assert str(event.pk) in affected_since(start)
    assert str(elsewhere.pk) not in affected_since(start)


def test_a_draft_changes_no_document(home):
    article = ArticlePageFactory(parent=home, title="Umzug", search_keywords="Wohnung")
    before = document_of(article)
    Change.objects.all().delete()

    article.title = article.search_keywords = "Entwurf"
    article.save_revision()

    assert not Change.objects.exists()
    assert document_of(article) == before


def test_more_pages_cost_no_more_queries(home):
    section = SectionPageFactory(parent=home)
    companies, events = CompanyIndexPageFactory(parent=section), EventIndexPageFactory(parent=section)

    def n_queries_with_more(n):
        for _n in range(n):
            ArticlePageFactory(parent=section, story=_law(ReferenceFactory()))
            CompanyPageFactory(parent=companies)
            EventPageFactory(parent=events)
        with CaptureQueriesContext(connection) as captured:
            found = list(PageSource().load())
        return len(found), len(captured)

    n_queries_with_more(0)  # the site's addresses are looked up once

    few, many = n_queries_with_more(2), n_queries_with_more(30)

    assert many[0] == few[0] + 90
    assert many[1] == few[1] <= 20


def _in_languages(number):
    return {f"{number}-{language}" for language in ("de", "en", "ar")}


def _law(reference):
    return json.dumps([{"type": "law", "value": {"references": [reference.pk]}}])
