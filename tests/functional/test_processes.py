"""Several web servers and a worker on one database: what one of them takes away, no other one shows again."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from matching import services
from matching.engine import load_taxonomy
from matching.models import Occupation, Offer, Profile, Skill
from tests.factories import (
    ConsentFactory,
    OccupationFactory,
    OfferFactory,
    OrganizationFactory,
    ProfileFactory,
    serve_portal,
)
from tests.support.processes import Portal, WebServer, session_of

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Mechatronikerin für Kranichzüge"
STAYING = "Mechatroniker im Wasserwerk"


@pytest.fixture
def portal(transactional_db: None, tmp_path: Path) -> Iterator[Portal]:
    portal = Portal(tmp_path)
    yield portal
    portal.end()


@pytest.fixture
def alumna(transactional_db: None) -> Profile:
    """Somebody whom both offers suit."""
    serve_portal()
    profile = ProfileFactory(occupation_text="Mechatronikerin", radius_km=500)
    profile.occupations.add(mechatronics())
    ConsentFactory(user=profile.user)
    return profile


@pytest.fixture
def offer(alumna: Profile) -> Offer:
    """The offer that comes and goes; another one stays."""
    publish(STAYING)
    return publish(TITLE)


def mechatronics() -> Occupation:
    """Return an occupation that the engine knows, with the skills that belong to it."""
    taxonomy = load_taxonomy()
    known = taxonomy.occupation(taxonomy.find_occupations("Mechatroniker", limit=1)[0].id)
    skills = [taxonomy.skill(one) for one in (*known.essential, *known.optional)]
    Skill.objects.bulk_create(
        [Skill(id=one.id, label_de=one.label_de, label_en=one.label_en) for one in skills], ignore_conflicts=True
    )
    found = Occupation.objects.filter(pk=known.id).first()
    return found or OccupationFactory(id=UUID(known.id), label_de=known.label_de)


def publish(title: str) -> Offer:
    # With an occupation named, few rows of the taxonomy are needed.
    offer = OfferFactory.build(organization=OrganizationFactory(), title=title, description="", live=False)
    offer.occupation, offer.place = mechatronics(), offer.organization.place
    return services.publish_offer(offer=offer)


def places_that_show(server: WebServer, title: str, *, session: str) -> set[str]:
    """Ask for list, recommendations and search, once each, and return where the title stands."""
    answers = {
        "list": server.get("/angebote/"),
        "recommendations": server.get("/passt-zu-mir/", session=session, radius_km="500"),
        "search": server.get("/suche/", q=title),
    }
    assert {name: answer.status for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    return {name for name, answer in answers.items() if f"{title}</a>" in answer.text or f">{title}<" in answer.text}


EVERYWHERE = {"list", "recommendations", "search"}


def test_an_offer_withdrawn_elsewhere_is_absent_from_the_next_answer(
    portal: Portal, offer: Offer, alumna: Profile
) -> None:
    session = session_of(alumna.user)
    portal.run("manage.py", "search_index", "rebuild")
    servers = [portal.web_server(), portal.web_server()]
    for server in servers:
        assert places_that_show(server, TITLE, session=session) == EVERYWHERE

    services.withdraw_offer(offer_id=offer.pk)

    for server in servers:
        assert places_that_show(server, TITLE, session=session) == set()
        assert places_that_show(server, STAYING, session=session) == EVERYWHERE
