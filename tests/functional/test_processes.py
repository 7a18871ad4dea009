"""Several web servers and a worker on one database: what one of them takes away, no other one shows again."""

import pytest

from matching import changes, services
from matching.models import Match, Offer, Profile
from tests.functional.people import administrators_session, make_alumna, publish_job
from tests.support.processes import Portal, WebServer, session_of, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Mechatronikerin für Kranichzüge"
STAYING = "Mechatroniker im Wasserwerk"
EVERYWHERE = {"list", "recommendations", "search"}


@pytest.fixture
def alumna(portal: Portal) -> Profile:
    return make_alumna()


@pytest.fixture
def offer(portal: Portal) -> Offer:
    """The offer that comes and goes; another one stays."""
    publish_job(STAYING)
    return publish_job(TITLE)


def places_that_show(server: WebServer, title: str, *, session: str) -> set[str]:
    """Ask for list, recommendations and search, once each, and return where the title stands as a result."""
    answers = {
        "list": server.get("/angebote/"),
        "recommendations": server.get("/passt-zu-mir/", session=session, radius_km="500"),
        "search": server.get("/suche/", q="Mechatroniker"),
    }
    assert {name: answer.status for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    return {name for name, answer in answers.items() if title in without_marks(answer.text)}


def without_marks(text: str) -> str:
    return text.replace("<mark>", "").replace("</mark>", "")


def test_an_offer_withdrawn_in_another_process_is_absent_from_the_next_answer(
    portal: Portal, offer: Offer, alumna: Profile
) -> None:
    portal.build_search_index()
    session = session_of(alumna.user)
    servers = [portal.web_server(), portal.web_server()]
    for server in servers:
        assert places_that_show(server, TITLE, session=session) == EVERYWHERE

    services.withdraw_offer(offer_id=offer.pk)

    for server in servers:
        assert places_that_show(server, TITLE, session=session) == set()
        assert places_that_show(server, STAYING, session=session) == EVERYWHERE


def test_what_the_desk_of_one_web_server_does_shows_in_the_next_answer_of_the_other(
    portal: Portal, offer: Offer, alumna: Profile
) -> None:
    portal.build_search_index()
    session, staff = session_of(alumna.user), administrators_session()
    desk, other = portal.web_server(), portal.web_server()
    assert places_that_show(other, TITLE, session=session) == EVERYWHERE

    taken_away = desk.post(f"/admin/snippets/matching/offer/unpublish/{offer.pk}/", {}, session=staff)
    while_away = places_that_show(other, TITLE, session=session)
    offer.refresh_from_db()
    services.publish_offer(offer=offer)
    brought_back = places_that_show(other, TITLE, session=session)

    assert taken_away.status == 302
    assert while_away == set()
    assert brought_back == EVERYWHERE


def test_a_worker_stores_no_match_with_an_offer_that_was_withdrawn_elsewhere(
    portal: Portal, offer: Offer, alumna: Profile
) -> None:
    portal.build_search_index()
    changes.record(changes.Kind.PROFILE, [alumna.pk])
    portal.worker()
    portal.ring("core.follow_changes")
    wait_until(lambda: Match.objects.filter(offer=offer).exists(), what="the worker stores a match")

    services.withdraw_offer(offer_id=offer.pk)
    portal.ring("core.follow_changes")

    wait_until(lambda: not Match.objects.filter(offer=offer).exists(), what="the worker takes the match away")
    assert [match.offer.title for match in Match.objects.select_related("offer")] == [STAYING]
