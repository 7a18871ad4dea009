"""Offers in search: only open ones, only where the publication mode allows a public list."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from matching import services
from matching.models import Organization, PublicationSettings
from search import indexing
from search.engines import get_engine
from search.queries import Filters, search
from search.suggestions import suggest
from tests.factories import OfferFactory, OrganizationFactory, set_publication_mode

pytestmark = pytest.mark.django_db
Mode = PublicationSettings.Mode


@pytest.fixture(autouse=True)
def public_list():
    set_publication_mode(Mode.CARRIER)


def titles(words="Mechatroniker", **options):
    return [hit.title for hit in search(words=words, language="de", **options).hits if hit.kind_code == "offer"]


def titles_suggested(words):
    return [one.label for one in suggest(words=words, language="de") if one.group == "title"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Kita", "Erzieherin/Erzieher für unsere Kita (m/w/d)"),
        ("Erzieher", "Erzieherin/Erzieher für unsere Kita (m/w/d)"),
        ("Pflege", "Pflegefachkraft für die Pflege zu Hause"),
        ("Mechatronikerin", "Mechatroniker/in für Fördertechnik"),
        ("Kranichwerk", "Mechatroniker/in für Fördertechnik"),
    ],
)
def test_an_offer_is_found_by_its_title_text_and_company(words, title):
    crane, home = OrganizationFactory(name="Kranichwerk GmbH"), OrganizationFactory(name="Haus am See gGmbH")
    OfferFactory(title="Mechatroniker/in für Fördertechnik", organization=crane)
    OfferFactory(title="Pflegefachkraft für die Pflege zu Hause", organization=home)
    OfferFactory(title="Erzieherin/Erzieher für unsere Kita (m/w/d)", organization=home)
    indexing.rebuild()

    assert titles(words)[0] == title


def test_drafts_and_expired_offers_are_nowhere():
    OfferFactory(title="Mechatroniker Kanarienvogel Entwurf", live=False)
    OfferFactory(title="Mechatroniker Kanarienvogel vorbei", expired_yesterday=True)
    OfferFactory(title="Mechatroniker Kanarienvogel später", go_live_at=timezone.now() + timedelta(days=1))
    indexing.rebuild()

    assert titles("Kanarienvogel") == []
    assert search(words="Kanarienvogel", language="de").facets == ()
    assert suggest(words="Mechatroniker Kana", language="de") == []


def test_an_offer_appears_and_ends_on_time_without_any_event():
    now = timezone.now()
    OfferFactory(title="Mechatroniker", go_live_at=now + timedelta(hours=1), expire_at=now + timedelta(hours=2))
    indexing.rebuild()

    with time_machine.travel(now + timedelta(minutes=59), tick=False):
        assert titles() == []
    with time_machine.travel(now + timedelta(minutes=61), tick=False):
        assert titles() == ["Mechatroniker"]
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        assert titles() == []


def test_a_withdrawn_offer_is_absent_from_the_very_next_results():
    offer = OfferFactory(title="Mechatroniker")
    indexing.rebuild()
    assert titles() == ["Mechatroniker"]

    with get_engine().writing():  # nobody can tell the index
        services.withdraw_offer(offer_id=offer.pk)

        assert titles() == []
        assert titles_suggested("Mechat") == []

    indexing.follow()
    assert get_engine().count() == 0


def test_a_published_offer_is_in_the_very_next_results():
    indexing.rebuild()

    services.publish_offer(offer=OfferFactory.build(title="Xyzquv", description="", organization=OrganizationFactory()))

    assert titles("Xyzquv") == ["Xyzquv"]


def test_the_publication_mode_opens_and_closes_the_search_at_once():
    OfferFactory(title="Mechatroniker")
    indexing.rebuild()

    set_publication_mode(Mode.REFERENCE)
    assert titles() == []
    assert search(words="Mechatroniker", language="de").facets == ()
    assert titles_suggested("Mechat") == []

    set_publication_mode(Mode.PARTNER_FEED)
    assert titles() == ["Mechatroniker"]


def test_an_offer_follows_its_company_s_new_name():
    organization = OrganizationFactory(name="Kranichwerk GmbH")
    OfferFactory(title="Mechatroniker", organization=organization)
    indexing.rebuild()

    organization.name = "Reiherwerk GmbH"
    organization.save()

    assert Organization.objects.get().name == "Reiherwerk GmbH"
    assert titles("Reiherwerk") == ["Mechatroniker"]
    assert search(words="Kranichwerk", language="de", filters=Filters(exact=frozenset({"Kranichwerk"}))).total == 0


def test_the_address_is_written_in_the_visitor_s_language():
    offer = OfferFactory(title="Mechatroniker")
    indexing.rebuild()

    with override("en"):
        english = search(words="Mechatroniker", language="en").hits[0].url
    german = search(words="Mechatroniker", language="de").hits[0].url

    assert english == f"/en{german}"
    assert str(offer.public_id) in german
