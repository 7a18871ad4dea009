"""Offers as documents: occupation field, hours and place, and what touches them."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import get_language, override

from matching import changes
from matching.changes import Kind
from matching.models import Occupation, OfferOccupation, PublicationSettings
from search.documents import OfferSource, occupation_fields, working_hours
from search.documents.occupation_fields import FIELDS, field_of
from search.documents.working_hours import hours_of
from tests.factories import OccupationFactory, OfferFactory, OrganizationFactory, PlaceFactory, set_publication_mode

pytestmark = pytest.mark.django_db


def document_of(offer):
    return next(iter(OfferSource().load([str(offer.pk)])), None)


def values_of(offer, facet):
    return [value for name, value in document_of(offer).facets if name == facet]


@pytest.mark.parametrize(
    ("isco", "field"),
    [
        ("2221", "care"),  # nurses
        ("5322", "care"),
        ("5311", "education"),  # child care workers
        ("3412", "education"),
        ("2635", "education"),  # social workers
        ("2611", "office"),  # lawyers
        ("4110", "office"),
        ("2512", "it"),
        ("2144", "engineering"),
        ("7231", "metal_electrical"),  # motor vehicle mechanics
        ("7412", "metal_electrical"),
        ("7112", "construction"),
        ("9313", "construction"),
        ("7512", "production"),  # bakers
        ("8332", "transport"),
        ("4321", "office"),
        ("5223", "sales"),
        ("5120", "service"),  # cooks
        ("9112", "service"),
        ("6130", "nature"),
        ("2250", "nature"),  # veterinarians
        ("0310", ""),  # armed forces
        ("", ""),
    ],
)
def test_an_occupation_group_belongs_to_a_field(isco, field):
    assert field_of(isco) == field


def test_every_group_of_the_taxonomy_but_the_armed_forces_has_a_field():
    groups = "11 12 13 14 21 22 23 24 25 261 262 263 264 265 31 32 33 34 35 41 42 43 44 51 52 53 54 61 62 63"
    groups += " 71 72 73 74 75 81 82 83 91 92 931 932 933 94 95 96"

    fields = {group: field_of(f"{group:1<4}") for group in groups.split()}

    assert set(fields.values()) == set(FIELDS), fields


@pytest.mark.parametrize(
    ("least", "most", "found"),
    [
        (38, 40, ["full_time"]),
        (20, 40, ["full_time", "part_time"]),
        (20, 30, ["part_time"]),
        (8, 10, ["mini"]),
        (5, 20, ["part_time", "mini"]),
        (None, 40, ["full_time"]),
        (20, None, ["part_time"]),
        (35, 35, ["full_time"]),
        (34.5, 34.5, ["part_time"]),
        (None, None, []),
    ],
)
def test_hours_say_what_an_offer_leaves_open(least, most, found):
    assert list(hours_of(least, most)) == found


def test_the_named_occupation_counts_before_the_understood_ones():
    nurse, mechanic = (_occupation(isco) for isco in ("2221", "7231"))
    named, understood = OfferFactory(occupation=nurse), OfferFactory()
    for offer, occupation, confidence in (
        (named, mechanic, 1.0),
        (understood, nurse, 0.6),
        (understood, mechanic, 0.9),
    ):
        OfferOccupation.objects.create(offer=offer, occupation=occupation, confidence=confidence)

    assert values_of(named, "field") == ["care"]
    assert values_of(understood, "field") == ["metal_electrical"]


def test_an_offer_stands_where_its_place_is():
    zittau = PlaceFactory(name="Zittau")

    document = document_of(OfferFactory(place=zittau))

    assert ("municipality", str(zittau.pk)) in document.facets
    assert (document.latitude, document.longitude) == (zittau.latitude, zittau.longitude)
    assert OfferSource().facet_labels("municipality", {str(zittau.pk)}) == {str(zittau.pk): "Zittau"}


def test_fields_and_hours_have_names_in_the_visitors_language():
    source = OfferSource()

    with override("en"):
        fields = source.facet_labels("field", {*FIELDS, "nonsense"})
        hours = source.facet_labels("hours", {"full_time", "part_time", "mini"})

    assert set(fields) == set(FIELDS)
    assert hours == {"full_time": "Full time", "part_time": "Part time", "mini": "A few hours"}
    assert len(FIELDS) <= 12
    assert source.facet_labels("topic", {"care"}) == {}


def test_reading_offers_leaves_the_readers_language_alone():
    OfferFactory()

    with override("en"):
        languages = [get_language() for _document in OfferSource().load()]

    assert languages == ["en"]


def test_drafts_and_the_cautious_mode_show_nothing():
    offer, draft = OfferFactory(), OfferFactory(live=False)
    ids = [str(offer.pk), str(draft.pk)]

    set_publication_mode(PublicationSettings.Mode.REFERENCE)
    assert (OfferSource().visible(ids), OfferSource().is_open()) == (set(), False)

    set_publication_mode(PublicationSettings.Mode.CARRIER)
    assert OfferSource().visible(ids) == {str(offer.pk)}
    assert [document.object_id for document in OfferSource().load(ids)] == [str(offer.pk)]


def test_a_renamed_company_or_place_touches_its_offers():
    organization, niesky = OrganizationFactory(), PlaceFactory(name="Niesky")
    offer, other = OfferFactory(organization=organization), OfferFactory(place=PlaceFactory(name="Zittau"))
    before, source = document_of(offer), OfferSource()

    organization.name = "Reiherwerk GmbH"
    organization.save()

    assert document_of(offer).version > before.version
    assert source.affected_by(Kind.ORGANIZATION, {str(organization.pk)}) == {str(offer.pk)}
    assert source.affected_by(Kind.PLACE, {str(niesky.pk)}) == {str(offer.pk)}
    assert source.affected_by(Kind.OFFER, {str(other.pk)}) == {str(other.pk)}
    assert source.affected_by(Kind.PAGE, {str(offer.pk)}) == set()


def test_a_saved_place_is_in_the_log():
    place = PlaceFactory(name="Niesky")
    start = changes.head()

    place.save()

    assert ("place", str(place.pk)) in {(line.kind, line.object_id) for line in changes.read_after(start)}


def test_more_offers_cost_no_more_queries():
    def n_queries_with_more(n):
        for _n in range(n):
            offer = OfferFactory()
            OfferOccupation.objects.create(offer=offer, occupation=_occupation("2221"), confidence=0.9)
        with CaptureQueriesContext(connection) as captured:
            documents = list(OfferSource().load())
        return len(documents), len(captured)

    few, many = n_queries_with_more(2), n_queries_with_more(40)

    assert (few[0], many[0]) == (2, 42)
    assert many[1] == few[1] <= 4


def test_the_facets_are_called_as_the_results_expect():
    assert (occupation_fields.FACET, working_hours.FACET) == ("field", "hours")


def _occupation(isco: str) -> Occupation:
    return OccupationFactory(id=uuid.uuid4(), isco=isco)
