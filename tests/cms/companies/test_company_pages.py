"""Company pages and their list, as the publication mode allows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.models import PublicationSettings
from tests.factories import (
    CompanyIndexPageFactory,
    CompanyPageFactory,
    OccupationFactory,
    OfferFactory,
    OrganizationFactory,
    serve_portal,
    set_publication_mode,
    translate_page,
)

pytestmark = pytest.mark.django_db
Mode = PublicationSettings.Mode


@pytest.fixture
def index():
    return CompanyIndexPageFactory(parent=serve_portal())


@pytest.fixture
def company(index):
    page = CompanyPageFactory(parent=index)
    OfferFactory(organization=page.organization, title="Mechatroniker/in", occupation=OccupationFactory())
    return page


def test_the_list_holds_live_companies_from_a_to_z(client, index):
    for name in ("Zimmerei Lausche", "Altbau Neiße"):
        CompanyPageFactory(parent=index, organization=OrganizationFactory(name=name))
    CompanyPageFactory(parent=index, organization=OrganizationFactory(name="Noch geheim GmbH"), live=False)

    html = client.get(index.url).content.decode()

    assert html.index("Altbau Neiße") < html.index("Zimmerei Lausche")
    assert "Noch geheim" not in html


def test_the_list_of_companies_asks_no_more_for_more_companies(client, index, django_assert_max_num_queries):
    CompanyPageFactory.create_batch(20, parent=index)
    client.get(index.url)

    with django_assert_max_num_queries(14):
        client.get(index.url)


def test_a_profile_tells_facts_and_story(client, company):
    html = client.get(company.url).content.decode()

    assert "86 Beschäftigte" in html
    assert "Maschinenbau" in html
    assert "Wir bauen Förderanlagen" in html
    assert "Was Sie brauchen" in html


def test_the_reference_mode_tells_what_a_company_looks_for_and_leads_to_its_own_page(client, company):
    set_publication_mode(Mode.REFERENCE)

    html = client.get(company.url).content.decode()

    assert "Was wir suchen" in html
    assert "Mechatroniker/Mechatronikerin" in html
    assert 'href="https://kranichwerk.example/stellen/mechatronik"' in html
    assert "/angebote/" not in html
    assert "Sie lesen Schaltpläne" not in html


def test_the_carrier_mode_leads_to_the_full_offer(client, company):
    set_publication_mode(Mode.CARRIER)

    html = client.get(company.url).content.decode()

    assert f"/angebote/{company.organization.offers.get().public_id}/" in html


@pytest.mark.parametrize("mode", [Mode.REFERENCE, Mode.CARRIER])
def test_what_is_not_open_is_not_on_the_profile(client, company, mode):
    set_publication_mode(mode)
    OfferFactory(organization=company.organization, title="Entwurfsstelle", live=False)
    OfferFactory(organization=company.organization, title="Altstelle", expired_yesterday=True)
    OfferFactory(title="Stelle der anderen")

    html = client.get(company.url).content.decode()

    assert "Entwurfsstelle" not in html
    assert "Altstelle" not in html
    assert "Stelle der anderen" not in html


def test_a_profile_asks_no_more_for_more_offers(client, company):
    set_publication_mode(Mode.CARRIER)
    with CaptureQueriesContext(connection) as with_one_offer:
        client.get(company.url)
    OfferFactory.create_batch(12, organization=company.organization, occupation=OccupationFactory())

    with CaptureQueriesContext(connection) as with_many:
        client.get(company.url)

    assert len(with_many) <= len(with_one_offer)


def test_the_english_profile_shows_the_same_company(client, index, company):
    translate_page(index.get_parent(), title="Arrive.")
    translate_page(index, title="Companies")
    english = translate_page(company, title=company.title)

    html = client.get(english.url).content.decode()

    assert '<html lang="en"' in html
    assert "86 employees" in html
    assert "What we are looking for" in html
