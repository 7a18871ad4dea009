"""The list of companies, narrowed by links that can be handed on; offers by rule; logos."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cms.companies.directory import COMPANIES_PER_PAGE
from matching.models import Offer, OfferOccupation, PublicationSettings
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


@pytest.fixture
def index():
    return CompanyIndexPageFactory(parent=serve_portal())


def company(index, name, **organization):
    return CompanyPageFactory(parent=index, organization=OrganizationFactory(name=name, **organization))


def names(response) -> list[str]:
    return [card.name for card in response.context["companies"]]


def logo():
    return get_image_model().objects.create(title="Zeichen", file=get_test_image_file(), is_decorative=True)


def rule(**arguments) -> list[str]:
    given = " ".join(f"{name}={name}" for name in arguments)
    tags = f"{{% load companies %}}{{% offers_by_rule {given} as found %}}"
    return (
        Template(tags + "{% for one in found %}{{ one.title }}|{% endfor %}").render(Context(arguments)).split("|")[:-1]
    )


def test_place_and_industry_narrow_the_list_alone_and_together(client, index):
    company(index, "Backhaus", place=PlaceFactory(name="Zittau"), industry="Bäckerei")
    company(index, "Webhof", place=PlaceFactory(name="Zittau"), industry="Textil")
    company(index, "Kranichwerk")

    assert names(client.get(index.url, {"place": "Zittau"})) == ["Backhaus", "Webhof"]
    assert names(client.get(index.url, {"industry": "Textil"})) == ["Webhof"]
    assert names(client.get(index.url, {"place": "Niesky", "industry": "Textil"})) == []


def test_what_was_chosen_can_be_taken_back_one_by_one(client, index):
    company(index, "Webhof", place=PlaceFactory(name="Zittau"), industry="Textil & Garn")

    chosen = client.get(index.url, {"place": "Zittau", "industry": "Textil & Garn"}).context["chosen"]

    assert [choice["url"] for choice in chosen] == ["?industry=Textil+%26+Garn", "?place=Zittau"]


def test_choices_stand_from_a_to_z_with_umlauts_among_the_others(client, index):
    for industry in ("Öffentliche Verwaltung", "Zerspanung", "Bau"):
        company(index, f"Betrieb {industry}", industry=industry)

    assert client.get(index.url).context["industries"] == ["Bau", "Öffentliche Verwaltung", "Zerspanung"]


def test_a_long_list_has_pages_that_keep_the_choice(client, index):
    for number in range(COMPANIES_PER_PAGE + 1):
        company(index, f"Betrieb {number:02}")
    company(index, "Woanders", place=PlaceFactory(name="Zittau"))

    second = client.get(index.url, {"place": "Niesky", "page": "2"})

    assert names(second) == [f"Betrieb {COMPANIES_PER_PAGE:02}"]
    assert "?place=Niesky&amp;page=1" in second.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "999", "zwei", ""])
def test_an_absurd_page_number_shows_a_page(client, index, page):
    company(index, "Kranichwerk")

    assert names(client.get(index.url, {"page": page})) == ["Kranichwerk"]


@pytest.mark.parametrize("name", ["place", "industry"])
def test_signs_that_no_database_takes_find_nothing(client, index, name):
    company(index, "Kranichwerk")

    assert names(client.get(index.url, {name: "Nie\x00sky"})) == []


def test_without_companies_the_page_says_so(client, index):
    html = client.get(index.url).content.decode()

    assert "hh-empty" in html
    assert "Zur Startseite" in html.partition("hh-empty")[2].partition("</main>")[0]  # a way on


def test_a_logo_stands_on_card_and_page_and_a_missing_file_spoils_neither(client, index):
    page, broken = company(index, "Kranichwerk"), company(index, "Webhof")
    page.logo, broken.logo = logo(), logo()
    page.save()
    broken.save()
    broken.logo.file.storage.delete(broken.logo.file.name)

    in_list, on_page = client.get(index.url).content.decode(), client.get(page.url).content.decode()

    assert in_list.count('class="hh-cologo hh-cologo--s" aria-hidden="true"><img') == 1
    assert '<div class="hh-cologo" aria-hidden="true"><img' in on_page
    assert client.get(broken.url).status_code == 200


def test_logos_are_read_together(client, index):
    first = company(index, "Betrieb 0")
    first.logo = logo()
    first.save()
    client.get(index.url)
    with CaptureQueriesContext(connection) as with_one:
        client.get(index.url)
    for number in range(1, 6):
        page = company(index, f"Betrieb {number}")
        page.logo = logo()
        page.save()
    client.get(index.url)  # makes the small ones

    with CaptureQueriesContext(connection) as with_many:
        client.get(index.url)

    assert len(with_many) <= len(with_one)


def test_a_profile_sums_its_offers_up(client, index):
    page = company(index, "Kranichwerk")
    OfferFactory(organization=page.organization, hours_min=20, hours_max=30)
    OfferFactory(organization=page.organization, place=PlaceFactory(name="Zittau"))
    OfferFactory(organization=page.organization, kind=Offer.Kind.APPRENTICESHIP)

    values = [fact["value"] for fact in client.get(page.url).context["offer_facts"]]

    assert values == ["2 Stellen, 1 Ausbildung", "20–38 Stunden pro Woche", "Niesky, Zittau"]


def test_a_profile_without_offers_says_so(client, index):
    assert "Zurzeit ist nichts offen" in client.get(company(index, "Kranichwerk").url).content.decode()


def test_offers_by_rule_keep_to_kind_place_and_field():
    set_publication_mode(Mode.CARRIER)
    nurse = OccupationFactory(isco="3221", label_de="Pflegefachkraft")
    OfferFactory(title="Lehre", kind=Offer.Kind.APPRENTICESHIP)
    OfferFactory(title="Zittau", place=PlaceFactory(name="Zittau"))
    OfferFactory(title="Gewählt", occupation=nurse)
    understood = OfferFactory(title="Verstanden")
    OfferOccupation.objects.create(offer=understood, occupation=nurse, confidence=0.9)

    assert rule(kind="apprenticeship") == ["Lehre"]
    assert rule(place=PlaceFactory(name="Zittau")) == ["Zittau"]
    assert sorted(rule(field="32")) == ["Gewählt", "Verstanden"]
    assert sorted(rule(field=str(nurse.pk))) == ["Gewählt", "Verstanden"]
    assert len(rule(limit=2)) == 2


@pytest.mark.parametrize(("mode", "n"), [(Mode.REFERENCE, 0), (Mode.CARRIER, 1), (Mode.PARTNER_FEED, 1)])
def test_offers_by_rule_obey_the_publication_mode(mode, n):
    set_publication_mode(mode)
    OfferFactory()

    assert len(rule(limit=5)) == n
