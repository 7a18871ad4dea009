"""A worker that dies and a broker that is away: nothing is lost, nothing is done twice, nobody waits."""

import re
import socket
from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
import redis
import time_machine

from matching import changes, services
from matching.models import Match, Offer, Run
from matching.services.refresh_recommendations import FOLLOWER, STORED
from tests.factories import OrganizationFactory
from tests.functional.people import administrators_session, make_alumna, make_alumnae, publish_job
from tests.support.processes import HOST, Portal, session_of, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

N_PEOPLE = 200
N_OFFERS = STORED + 2
KILLED_AFTER = (30, 90, 150)  # people refreshed
N_WAITING = 40  # tasks


def people_with_changed_profiles() -> list[int]:
    """Return the row numbers of people whose profiles have just been saved."""
    company = OrganizationFactory()
    for number in range(N_OFFERS):
        publish_job(f"Mechatroniker in Halle {number + 1}", organization=company)
    people = make_alumnae(N_PEOPLE)
    changes.record(changes.Kind.PROFILE, people)
    return people


def kill_workers_at_work(portal: Portal, task: str, **arguments: object) -> None:
    """Let three workers begin the same work, one after the other, and kill each at another place."""
    for n_refreshed in KILLED_AFTER:
        worker = portal.worker()
        portal.ring(task, **arguments)
        wait_until(lambda n=n_refreshed: Run.objects.count() >= n, what=f"{n_refreshed} people are refreshed")
        worker.kill()
        assert Run.objects.count() < N_PEOPLE, "the worker was killed too late to prove anything"


def everything_is_followed() -> bool:
    waits = {lag.follower: lag.n_changes for lag in changes.lags()}
    return waits.get(FOLLOWER) == 0


def stored_matches() -> dict[int, list[tuple[int, int]]]:
    stored = defaultdict(list)
    for match in Match.objects.order_by("profile", "rank"):
        stored[match.profile_id].append((match.rank, match.offer_id))
    return dict(stored)


def assert_all_are_refreshed_once(people: list[int]) -> None:
    ranked = services.recommend_offers(profile_id=people[0], limit=STORED).items
    expected = [(one.rank, one.offer.pk) for one in ranked]
    assert len(expected) == STORED
    assert sorted(Run.objects.values_list("profile_id", flat=True)) == sorted(people)
    assert stored_matches() == dict.fromkeys(people, expected)


@pytest.mark.parametrize("task", ["core.follow_changes", "matching.refresh_recommendations"])
def test_the_schedule_completes_what_killed_workers_began(portal: Portal, task: str) -> None:
    people = people_with_changed_profiles()
    arguments = {"profile_ids": people} if task.startswith("matching") else {}
    kill_workers_at_work(portal, task, **arguments)

    portal.worker()
    portal.ring("core.follow_changes")  # as the schedule does every few seconds

    wait_until(everything_is_followed, what="the follower reaches the end of the log")
    assert_all_are_refreshed_once(people)


@pytest.mark.redis
def test_the_schedule_completes_what_killed_workers_began_with_redis(portal: Portal, redis_url: str) -> None:
    broker = urlsplit(redis_url)._replace(path="/9").geturl()
    redis.Redis.from_url(broker).flushdb()
    portal.environment = {"CELERY_BROKER_URL": broker}
    people = people_with_changed_profiles()
    kill_workers_at_work(portal, "matching.refresh_recommendations", profile_ids=people)

    portal.worker()
    portal.ring("core.follow_changes")

    wait_until(everything_is_followed, what="the follower reaches the end of the log")
    assert_all_are_refreshed_once(people)


def test_another_process_that_does_the_same_work_again_changes_nothing(portal: Portal) -> None:
    people = people_with_changed_profiles()
    portal.worker()
    portal.ring("core.follow_changes")
    wait_until(everything_is_followed, what="the follower reaches the end of the log")
    before = set(Match.objects.values_list("public_id", flat=True))

    for run in Run.objects.filter(profile__in=people[:20]):
        # On the next day offers are a day older, and lists are written anew.
        with time_machine.travel(run.finished_at, tick=False):
            services.refresh_recommendations(profile_ids=[run.profile_id])

    assert set(Match.objects.values_list("public_id", flat=True)) == before


QUEUE_MANY = f"""
from cms.celery import app
for _ in range({N_WAITING}):
    app.send_task("core.beat")
app.send_task("mailing.send_due")
"""
DONE = re.compile(r"Task (core\.beat|mailing\.send_due)\[[^]]+\] succeeded")


def work_done_until_mails_were_sent(portal: Portal) -> list[str]:
    """Queue much work and then mails; return what a worker did until it had sent them."""
    portal.run("-c", QUEUE_MANY)
    worker = portal.worker()
    worker.wait_for(re.compile(r"Task mailing\.send_due\[[^]]+\] succeeded"))
    done = DONE.findall(worker.said())
    return done[: done.index("mailing.send_due")]


def test_mails_do_not_wait_behind_a_long_row_of_other_work(portal: Portal) -> None:
    assert len(work_done_until_mails_were_sent(portal)) < N_WAITING / 4


@pytest.mark.redis
def test_mails_do_not_wait_behind_a_long_row_of_other_work_with_redis(portal: Portal, redis_url: str) -> None:
    broker = urlsplit(redis_url)._replace(path="/9").geturl()
    redis.Redis.from_url(broker).flushdb()
    portal.environment = {"CELERY_BROKER_URL": broker}

    assert len(work_done_until_mails_were_sent(portal)) < N_WAITING / 4


@pytest.fixture(params=["refused", "silent"])
def broker_that_is_away(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the address of a broker that refuses connections, or that takes them and never says a word."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        if request.param == "silent":
            listening.listen(64)
        yield f"redis://{HOST}:{listening.getsockname()[1]}/0"


def test_pages_are_served_without_the_broker(portal: Portal, broker_that_is_away: str) -> None:
    offer, session = publish_job("Mechatroniker in Niesky"), session_of(make_alumna().user)
    portal.build_search_index()
    server = portal.web_server(CELERY_BROKER_URL=broker_that_is_away)
    public = ["/", "/angebote/", f"/angebote/{offer.public_id}/", "/suche/", "/health/", "/konto/anmelden/"]
    personal = ["/passt-zu-mir/", "/passt-zu-mir/angaben/", "/konto/"]

    answers = {path: server.get(path, q="Mechatroniker").status for path in public}
    answers |= {path: server.get(path, session=session).status for path in personal}

    assert answers == dict.fromkeys((*public, *personal), HTTPStatus.OK)


def test_a_profile_is_saved_without_the_broker(portal: Portal, broker_that_is_away: str) -> None:
    publish_job("Mechatroniker in Niesky")
    profile = make_alumna()
    occupation = profile.occupations.get()
    session = session_of(profile.user)
    portal.build_search_index()
    server = portal.web_server(CELERY_BROKER_URL=broker_that_is_away)
    told = {"occupation": occupation.label_de, "occupation_value": str(occupation.pk), "place": "Niesky"}

    saved = server.post("/passt-zu-mir/angaben/", told | {"radius_km": "77", "hours_min": "20"}, session=session)
    shown = server.get("/passt-zu-mir/", session=session)

    assert (saved.status, saved.location) == (HTTPStatus.FOUND, "/passt-zu-mir/")
    assert shown.status == HTTPStatus.OK
    profile.refresh_from_db()
    assert (profile.radius_km, profile.hours_min) == (77, 20)
    # What the bell would have told the worker waits in the log.
    assert any(line.object_id == str(profile.pk) for line in changes.read_after(changes.Position()))


def test_an_offer_is_published_without_the_broker(portal: Portal, broker_that_is_away: str) -> None:
    offer = publish_job("Mechatroniker in Niesky")
    portal.build_search_index()
    staff, session = administrators_session(), session_of(make_alumna().user)
    server = portal.web_server(CELERY_BROKER_URL=broker_that_is_away)
    new_title = "Mechatronikerin an der Neiße"
    fields = {"organization": offer.organization_id, "kind": offer.kind, "title": new_title, "summary": offer.summary}
    choices = {"occupation": offer.occupation_id, "place": offer.place_id, "action-publish": "action-publish"}

    published = server.post(f"/admin/snippets/matching/offer/edit/{offer.pk}/", {**fields, **choices}, session=staff)
    answers = [
        server.get("/angebote/"),
        server.get("/suche/", q="Neiße"),
        server.get("/passt-zu-mir/", session=session),
    ]

    assert published.status == HTTPStatus.FOUND
    assert Offer.objects.get(pk=offer.pk).title == new_title
    assert [new_title in answer.text.replace("<mark>", "").replace("</mark>", "") for answer in answers] == [True] * 3
