"""The editors' desk: offers with drafts and preview, choosers that read words as the public forms do."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.models import Offer, Place, PublicationSettings
from tests.factories import (
    AdministratorFactory,
    OccupationFactory,
    OfferFactory,
    OrganizationFactory,
    PlaceFactory,
    SkillFactory,
    serve_portal,
    set_publication_mode,
    sign_in_staff,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES_OF_THE_FORM = 20
TITLE = "Qwrtz"  # the packaged taxonomy, which these tests do not load, understands nothing of it


@pytest.fixture
def desk(client):
    """Return a browser of somebody who gave password and second factor in this session."""
    serve_portal()
    sign_in_staff(client, AdministratorFactory())
    return client


@pytest.fixture
def filled_form():
    organization = OrganizationFactory()
    return {
        "organization": organization.pk,
        "kind": "job",
        "title": TITLE,
        "summary": "Xxq.",
        "description": "",
        "occupation": "",
        "place": organization.place_id,
        "remote_share": "",
        "hours_min": "30",
        "hours_max": "38",
        "german_level": "",
        "minimum_age": "",
        "start_date": "",
        "website": "",
    }


def desk_url(action: str, *arguments: object) -> str:
    return reverse(f"wagtailsnippets_matching_offer:{action}", args=arguments)


def test_a_draft_is_not_public_and_publishing_makes_it_so(desk, filled_form):
    set_publication_mode(PublicationSettings.Mode.CARRIER)

    desk.post(desk_url("add"), filled_form)
    draft = Offer.objects.get(title=TITLE)
    answer_to_the_draft = desk.get(f"/angebote/{draft.public_id}/")
    desk.post(desk_url("edit", draft.pk), {**filled_form, "action-publish": "action-publish"})

    assert not draft.live
    assert answer_to_the_draft.status_code == 404
    assert desk.get(f"/angebote/{draft.public_id}/").status_code == 200


def test_what_an_offer_asks_for_more_precisely_is_stored_and_shown_to_everybody(desk, filled_form):
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    details = {
        "qualification_level": "4",
        "every_weeks": "2",
        "weekdays": ["3", "4"],
        "certificates": ["driving_license_c"],
    }

    desk.post(desk_url("add"), {**filled_form, **details, "action-publish": "action-publish"})

    offer = Offer.objects.get(title=TITLE)
    assert (offer.weekdays, offer.every_weeks) == ([3, 4], 2)
    assert (offer.qualification_level, offer.certificates) == (4, ["driving_license_c"])
    page = desk.get(f"/angebote/{offer.public_id}/").content.decode()
    for told in ("Donnerstag, Freitag", "jede zweite Woche"):
        assert told in page
    form = desk.get(desk_url("edit", offer.pk)).content.decode()
    assert form.count("checked") >= len(["3", "4", "driving_license_c"])


def test_an_offer_needs_none_of_the_details(desk, filled_form):
    desk.post(desk_url("add"), filled_form)

    offer = Offer.objects.get(title=TITLE)
    assert (offer.weekdays, offer.certificates, offer.every_weeks, offer.qualification_level) == ([], [], None, None)


def test_hours_in_the_wrong_order_are_refused_in_words(desk, filled_form):
    response = desk.post(desk_url("add"), {**filled_form, "hours_min": "38", "hours_max": "30"})

    assert "darf nicht weniger sein als" in response.content.decode()
    assert not Offer.objects.exists()


def test_the_form_of_an_offer_asks_the_database_little(desk):
    offer = OfferFactory(occupation=OccupationFactory())
    OrganizationFactory.create_batch(10)
    desk.get(desk_url("edit", offer.pk))

    with CaptureQueriesContext(connection) as captured:
        response = desk.get(desk_url("edit", offer.pk))

    assert response.status_code == 200
    asked = [query["sql"] for query in captured.captured_queries]
    assert len(asked) <= MOST_QUERIES_OF_THE_FORM, "\n".join(asked)


def test_the_list_of_offers_can_be_searched_and_filtered(desk):
    OfferFactory(title="Zerspaner/in")
    OfferFactory(title="Praktikum im Labor", kind=Offer.Kind.INTERNSHIP)

    found = desk.get(desk_url("list"), {"q": "Zerspaner"}).content.decode()
    filtered = desk.get(desk_url("list"), {"kind": "internship"}).content.decode()

    assert "Zerspaner/in" in found
    assert "Praktikum im Labor" not in found
    assert "Praktikum im Labor" in filtered
    assert "Zerspaner/in" not in filtered


def test_the_preview_shows_what_was_typed_and_nothing_else(desk, filled_form):
    offer = OfferFactory()
    preview_url = desk_url("preview_on_edit", offer.pk)

    desk.post(preview_url, {**filled_form, "title": "Noch nicht gespeichert"})
    html = desk.get(preview_url, {"mode": ""}).content.decode()

    assert "Noch nicht gespeichert" in html
    offer.refresh_from_db()
    assert offer.title != "Noch nicht gespeichert"


def test_a_new_offer_can_be_previewed_before_it_is_saved(desk, filled_form):
    preview_url = desk_url("preview_on_add")

    desk.post(preview_url, filled_form)

    assert TITLE in desk.get(preview_url, {"mode": ""}).content.decode()


@pytest.mark.parametrize(
    ("chooser", "make", "words", "label"),
    [
        ("occupation_chooser", OccupationFactory, "mechatronik", "Mechatroniker/Mechatronikerin"),
        ("occupation_chooser", OccupationFactory, "technician", "Mechatroniker/Mechatronikerin"),
        ("skill_chooser", SkillFactory, "schaltplane", "Schaltpläne lesen"),
        ("place_chooser", PlaceFactory, "nies", "Niesky"),
        ("place_chooser", PlaceFactory, "02906", "Niesky"),
    ],
)
def test_choosers_find_by_the_words_people_type(desk, chooser, make, words, label):
    make()

    response = desk.get(reverse(f"{chooser}:choose_results"), {"q": words})

    assert label in response.content.decode()
    assert label not in desk.get(reverse(f"{chooser}:choose_results"), {"q": "xyzzy"}).content.decode()


def test_a_chooser_opens_with_a_list_to_leaf_through(desk):
    OccupationFactory.create_batch(3, label_de="Tischler/Tischlerin")

    response = desk.get(reverse("occupation_chooser:choose"))

    assert response.status_code == 200
    assert "Tischler/Tischlerin" in response.content.decode()


def test_the_chooser_for_places_opens_with_the_municipalities_at_home(desk, settings):
    settings.PORTAL_DISTRICT_CODES = ["14626"]
    niesky = PlaceFactory(name="Niesky")
    elsewhere = {"folded_name": "", "latitude": 50.8, "longitude": 6.1, "postcode": "52062"}
    Place.objects.create(
        name="Aachen", kind=Place.Kind.MUNICIPALITY, code="05334002", district_code="05334", **elsewhere
    )
    Place.objects.create(name="Aach", kind=Place.Kind.POSTCODE, code="52062 Aach", district_code="05334", **elsewhere)

    html = desk.get(reverse("place_chooser:choose")).content.decode()

    assert html.index(niesky.name) < html.index("Aachen")
    assert "52062 Aach" not in html


def test_the_form_uses_the_choosers(desk):
    html = desk.get(desk_url("add")).content.decode()

    assert reverse("occupation_chooser:choose") in html
    assert reverse("place_chooser:choose") in html


def test_the_publication_mode_is_set_at_the_desk_and_says_why(desk):
    url = reverse("wagtailsettings:edit", args=["matching", "publicationsettings"])
    page = desk.get(url, follow=True)

    assert "I ZR 142/23" in page.content.decode()

    desk.post(page.redirect_chain[-1][0], {"mode": "carrier"})

    assert PublicationSettings.load().mode == "carrier"


def test_the_desk_is_closed_to_visitors(client):
    serve_portal()

    for url in (desk_url("list"), desk_url("edit", 1), reverse("place_chooser:choose"), f"/angebote/{uuid.uuid4()}/"):
        assert client.get(url).status_code in (302, 404)


def test_the_desk_words_its_own_columns_filters_and_choosers_in_german(desk):
    offer = OfferFactory()

    listed = desk.get(desk_url("list")).content.decode()
    edited = desk.get(desk_url("edit", offer.pk)).content.decode()

    assert "Offen bis" in listed
    assert "Updated" not in listed
    assert "Choose organization" not in edited
