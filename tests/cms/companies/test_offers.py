"""The public list and page of offers: filters, errors in words, and what must never be seen."""

import pytest

from matching.models import OfferOccupation, PublicationSettings
from tests.factories import (
    CompanyIndexPageFactory,
    CompanyPageFactory,
    OccupationFactory,
    OfferFactory,
    OrganizationFactory,
    PlaceFactory,
    serve_portal,
    set_publication_mode,
)

pytestmark = pytest.mark.django_db
Mode = PublicationSettings.Mode


@pytest.fixture(autouse=True)
def portal():
    home = serve_portal()
    set_publication_mode(Mode.CARRIER)
    return home


def titles(response) -> list[str]:
    return [offer.title for offer in response.context["offers"]]


def test_the_list_shows_open_offers_only(client):
    OfferFactory(title="Offen")
    OfferFactory(title="Entwurf", live=False)
    OfferFactory(title="Abgelaufen", expired_yesterday=True)

    assert titles(client.get("/angebote/")) == ["Offen"]


def test_a_withdrawn_offer_is_gone_from_the_next_answer(client):
    offer = OfferFactory()
    url = f"/angebote/{offer.public_id}/"
    assert client.get(url).status_code == 200

    offer.unpublish()

    assert client.get(url).status_code == 404
    assert titles(client.get("/angebote/")) == []


@pytest.mark.parametrize("state", [{"live": False}, {"expired_yesterday": True}])
def test_an_offer_that_is_not_open_has_no_page(client, state):
    offer = OfferFactory(**state)

    assert client.get(f"/angebote/{offer.public_id}/").status_code == 404


def test_the_page_of_an_offer_shows_facts_occupation_and_the_way_to_the_company(client):
    offer = OfferFactory()
    OfferOccupation.objects.create(offer=offer, occupation=OccupationFactory(), confidence=0.9)

    html = client.get(f"/angebote/{offer.public_id}/").content.decode()

    assert "30–38 Stunden pro Woche" in html
    assert "Mechatroniker/Mechatronikerin" in html
    assert 'href="https://kranichwerk.example/stellen/mechatronik"' in html
    assert "Sie lesen Schaltpläne" in html


def test_markup_in_an_offer_is_shown_as_text(client):
    offer = OfferFactory(title="<script>alert(1)</script>", description="<b onclick=x>fett</b>")

    html = client.get(f"/angebote/{offer.public_id}/").content.decode()

    assert "<script>alert(1)" not in html
    assert "<b onclick" not in html


def test_the_reference_mode_has_no_collected_list(client):
    OfferFactory()
    set_publication_mode(Mode.REFERENCE)

    assert client.get("/angebote/").status_code == 404
    assert client.get("/angebote/?q=Mechatroniker").status_code == 404


def test_the_reference_mode_leads_from_an_offer_to_its_company(client, portal):
    offer = OfferFactory()
    page = CompanyPageFactory(parent=CompanyIndexPageFactory(parent=portal), organization=offer.organization)
    set_publication_mode(Mode.REFERENCE)

    response = client.get(f"/angebote/{offer.public_id}/")

    assert response.status_code == 302
    assert response["Location"] == f"{page.url}#offer-{offer.public_id}"


def test_the_reference_mode_hides_an_offer_without_company_page(client):
    offer = OfferFactory()
    set_publication_mode(Mode.REFERENCE)

    assert client.get(f"/angebote/{offer.public_id}/").status_code == 404


def test_kinds_can_be_combined(client):
    for kind in ("job", "apprenticeship", "internship"):
        OfferFactory(title=kind, kind=kind)

    response = client.get("/angebote/?kind=job&kind=internship")

    assert sorted(titles(response)) == ["internship", "job"]


def test_words_find_titles_companies_and_understood_occupations(client):
    nursing = OccupationFactory(label_de="Pflegefachmann/Pflegefachfrau", label_en="nurse", isco="2221")
    OfferFactory(title="Stationsteam sucht Verstärkung", occupation=nursing)
    understood = OfferFactory(title="Wir suchen dich fürs Team")
    OfferOccupation.objects.create(offer=understood, occupation=nursing, confidence=0.8)
    OfferFactory(title="Helfende Hand", organization=OrganizationFactory(name="Pflegewerk Sonnenhang"))
    OfferFactory(title="Zerspaner/in")

    found = titles(client.get("/angebote/?q=Pflege"))

    assert sorted(found) == ["Helfende Hand", "Stationsteam sucht Verstärkung", "Wir suchen dich fürs Team"]


def test_a_radius_keeps_what_is_near(client):
    for name in ("Niesky", "Görlitz", "Zittau"):
        OfferFactory(title=name, organization=OrganizationFactory(place=PlaceFactory(name=name)))

    assert titles(client.get("/angebote/?place=Niesky&radius=10")) == ["Niesky"]
    assert sorted(titles(client.get("/angebote/?place=Niesky&radius=20"))) == ["Görlitz", "Niesky"]
    assert len(titles(client.get("/angebote/?place=Niesky&radius=50"))) == 3


def test_hours_keep_offers_that_allow_them_or_name_none(client):
    OfferFactory(title="Teilzeit", hours_min=15, hours_max=25)
    OfferFactory(title="Vollzeit", hours_min=38, hours_max=40)
    OfferFactory(title="Offen", hours_min=None, hours_max=None)

    assert sorted(titles(client.get("/angebote/?hours=20"))) == ["Offen", "Teilzeit"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("hours=zwanzig", "Bitte eine ganze Zahl eingeben."),
        ("hours=90", "kleiner oder gleich 48"),
        ("kind=chief", "Bitte eine gültige Auswahl treffen"),
        ("radius=7", "Bitte eine gültige Auswahl treffen"),
        ("place=Xyzzy", "Xyzzy"),
        ("q=%00", "Nullzeichen"),
    ],
)
def test_a_wrong_filter_is_answered_in_german_and_keeps_what_was_typed(client, query, sentence):
    response = client.get(f"/angebote/?{query}&q=Pflegekraft" if "q=" not in query else f"/angebote/?{query}")

    html = response.content.decode()
    assert response.status_code == 400
    assert sentence in html
    assert "q=" in query or 'value="Pflegekraft"' in html


def test_a_filter_without_hits_says_what_to_do(client):
    OfferFactory()

    html = client.get("/angebote/?q=Raumfahrt").content.decode()

    assert "0 Angebote" in html
    assert "Versuchen Sie einen größeren Umkreis" in html


@pytest.mark.parametrize("page", ["2", "99", "drei", "-1"])
def test_any_page_number_is_answered(client, page):
    OfferFactory.create_batch(21)

    assert client.get(f"/angebote/?page={page}").status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_list(client, django_assert_max_num_queries):
    OfferFactory.create_batch(20)
    client.get("/angebote/")

    with django_assert_max_num_queries(12):
        client.get("/angebote/")


def test_everybody_sees_the_same_list_and_nobody_gets_a_cookie(client):
    response = client.get("/angebote/")

    assert not response.cookies
    assert client.post("/angebote/").status_code == 405
