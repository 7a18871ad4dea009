"""What narrows results down: facets that people choose, and what was understood of their words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching import services
from matching.models import PublicationSettings
from search import indexing
from search.queries import Filters, search
from tests.factories import OfferFactory, OrganizationFactory, PlaceFactory, set_publication_mode
from tests.search.small_documents import NoteSource, document

pytestmark = pytest.mark.django_db


def ask(words="Bus", language="de", page=1, **filters):
    chosen = {name: values for name, values in filters.items() if isinstance(values, tuple)}
    others = {name: value for name, value in filters.items() if name not in chosen}
    return search(words=words, language=language, page=page, filters=Filters(chosen=chosen, **others))


def titles(results):
    return {hit.title for hit in results.hits}


def counts(results, name):
    found = [facet for facet in results.facets if facet.name == name]
    return {one.value: one.count for one in found[0].choices} if found else {}


@pytest.fixture
def lines(notes: NoteSource) -> NoteSource:
    """Six texts about buses in two topics and three towns."""
    for number in range(6):
        facets = (("topic", "abc"[number % 2]), ("municipality", str(number % 3)))
        notes.documents[f"Bus {number}"] = document(f"Bus {number}", facets=facets)
    indexing.rebuild()
    return notes


def test_values_of_a_facet_add_up_and_facets_narrow_each_other_down(lines):
    both_topics, one_town = ask(topic=("a", "b")), ask(topic=("a",), municipality=("0", "1"))

    assert titles(both_topics) == {f"Bus {n}" for n in range(6)}
    assert titles(one_town) == {"Bus 0", "Bus 4"}
    assert (one_town.total, one_town.n_unfiltered) == (2, 6)


def test_a_facet_counts_what_its_choices_would_show_beside_all_other_choices(lines):
    results = ask(topic=("a",))

    assert counts(results, "topic") == {"a": 3, "b": 3}
    assert counts(results, "municipality") == {"0": 1, "1": 1, "2": 1}


def test_what_is_chosen_stays_on_offer_even_when_nothing_is_left(lines):
    results = ask(topic=("a",), municipality=("9",))

    assert results.hits == ()
    assert counts(results, "municipality")["9"] == 0
    assert results.n_unfiltered == 6


def test_values_without_a_name_and_facets_without_a_choice_are_not_offered(lines):
    for one in list(lines.documents.values()):
        lines.documents[one.title] = document(one.title, one.body, facets=(*one.facets, ("field", "unnamed")))
    indexing.rebuild()

    assert {facet.name for facet in ask().facets} == {"topic", "municipality"}


def test_of_many_topics_the_frequent_ones_and_the_chosen_one_are_on_offer(notes):
    for number in range(40):
        topics = {f"{number % 30:02}", "29"}
        notes.documents[f"Bus {number}"] = document(f"Bus {number}", facets=tuple(("topic", one) for one in topics))
    indexing.rebuild()

    offered = counts(ask(), "topic")

    assert len(offered) == 24
    assert list(offered)[:11] == ["29", *(f"{number:02}" for number in range(10))]
    assert "28" in counts(ask(topic=("28",)), "topic")


def test_hidden_documents_are_not_counted(lines):
    lines.hidden.add("Bus 0")

    assert counts(ask(), "topic") == {"b": 3, "a": 2}


def test_news_are_sorted_by_their_day_and_the_rest_comes_after(notes):
    now = timezone.now()
    for number, days in enumerate((3, 1, 2)):
        notes.documents[f"Bus {number}"] = document(f"Bus {number}", dated_at=now - timedelta(days=days))
    notes.documents["Bus"] = document("Bus")
    indexing.rebuild()

    newest = ask(sort="newest")

    assert [hit.title for hit in newest.hits] == ["Bus 1", "Bus 2", "Bus 0", "Bus"]
    assert [(one.value, one.checked) for one in newest.sorts] == [("", False), ("newest", True)]
    assert ask(sort="by magic").hits


def test_translations_are_one_result_in_the_visitors_language(notes):
    for language, text in (("de", "Bus und Bahn"), ("en", "Bus and train"), ("ar", "الحافلة")):
        notes.documents[language] = document(text, object_id=language, language=language, translation_key="transport")
    indexing.rebuild()

    shown = {
        language: [(hit.title, hit.language) for hit in ask(language=language).hits] for language in ["de", "en", "ar"]
    }

    assert shown == {"de": [("Bus und Bahn", "")], "en": [("Bus and train", "")], "ar": [("الحافلة", "")]}


def test_a_translation_that_not_everybody_may_see_is_stood_in_for(notes):
    for language, text in (("de", "Bus und Bahn"), ("ar", "الحافلة")):
        notes.documents[language] = document(text, object_id=language, language=language, translation_key="transport")
    indexing.rebuild()
    notes.hidden.add("ar")

    [hit] = ask(language="ar").hits

    assert (hit.title, hit.language) == ("Bus und Bahn", "de")


def test_a_translation_that_is_not_indexed_yet_is_stood_in_for(notes):
    notes.documents["de"] = document("Bus", object_id="de", translation_key="transport")
    indexing.rebuild()
    notes.documents["ar"] = document("الحافلة", object_id="ar", language="ar", translation_key="transport")

    assert [hit.title for hit in ask(language="ar").hits] == ["Bus"]


class TestOffers:
    """Free words about work narrow offers down, softly."""

    @pytest.fixture(autouse=True)
    def offers(self) -> None:
        set_publication_mode(PublicationSettings.Mode.CARRIER)
        places = {name: PlaceFactory(name=name) for name in ("Niesky", "Görlitz", "Zittau")}
        for title, town, hours in (
            ("Pflegekraft Niesky", "Niesky", (20, 30)),
            ("Pflegekraft Vollzeit Niesky", "Niesky", (38, 40)),
            ("Pflegekraft Görlitz", "Görlitz", (20, 30)),
            ("Pflegekraft Zittau", "Zittau", (20, 30)),
            ("Pflegekraft ohne Angabe", "Niesky", (None, None)),
        ):
            organization = OrganizationFactory(place=places[town])
            offer = OfferFactory.build(
                title=title, place=places[town], organization=organization, hours_min=hours[0], hours_max=hours[1]
            )
            services.publish_offer(offer=offer)
        indexing.rebuild()

    def test_hours_and_a_place_leave_out_what_is_too_far_or_otherwise(self):
        results = ask("Teilzeit Pflege Niesky")

        assert titles(results) == {"Pflegekraft Niesky", "Pflegekraft Görlitz", "Pflegekraft ohne Angabe"}
        assert {chip.name for chip in results.chips} >= {"place", "hours"}

    def test_what_is_taken_back_counts_no_more(self):
        anywhere = ask("Teilzeit Pflege Niesky", plain=frozenset({"Niesky"}))
        any_hours = ask("Teilzeit Pflege Niesky", plain=frozenset({"Teilzeit"}))

        assert "Pflegekraft Zittau" in titles(anywhere)
        assert "Pflegekraft Vollzeit Niesky" in titles(any_hours)
        assert {chip.name for chip in anywhere.chips}.isdisjoint({"place"})

    def test_with_a_place_distances_are_told_sorted_and_chosen(self):
        results = ask("Pflegekraft Niesky", sort="nearest", within_km=20)

        assert [hit.distance_km for hit in results.hits][-1] in range(15, 21)
        assert [hit.distance_km or 0 for hit in results.hits] == sorted(hit.distance_km or 0 for hit in results.hits)
        assert counts(results, "within") == {"": 5, "5": 3, "10": 3, "20": 4, "50": 5}

    def test_hours_can_be_chosen(self):
        assert titles(ask("Pflegekraft", hours=("full_time",))) == {"Pflegekraft Vollzeit Niesky"}
