"""Who is answered from memory, and how: whole, compressed, or not at all; never with what is personal."""

import gzip
import threading

import pytest
from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.urls import resolve

from cms.core.page_cache import middleware as answering
from cms.core.page_cache import process_memory as memory_module
from cms.core.page_cache.middleware import PageCacheMiddleware
from cms.core.page_cache.reads import note
from cms.welcome.models import ArticlePage
from tests.factories import FormPageFactory, UserFactory, translate_page

pytestmark = pytest.mark.django_db


def test_a_browser_that_has_the_page_gets_no_page(portal, visitor):
    first = visitor.get(portal.article.url)

    again = visitor.get(portal.article.url, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Content-Security-Policy" in again


def test_another_page_is_not_taken_for_the_one_the_browser_has(portal, visitor):
    first = visitor.get(portal.article.url)

    other = visitor.get(portal.section.url, headers={"If-None-Match": first["ETag"]})

    assert other.status_code == 200


def test_the_compressed_page_is_the_same_page(portal, visitor):
    plain = visitor.get(portal.article.url)

    compressed = visitor.get(portal.article.url, headers={"Accept-Encoding": "gzip, deflate"})

    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content) == plain.content
    assert "Content-Encoding" not in plain
    assert {"Accept-Encoding", "Cookie"} <= {name.strip() for name in plain["Vary"].split(",")}


def test_a_head_request_is_answered_like_the_page(portal, visitor):
    page = visitor.get(portal.article.url)

    head = visitor.head(portal.article.url)

    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == page["ETag"]


def test_each_language_has_pages_of_its_own(portal, visitor):
    english_home = translate_page(portal.home, title="Arrive.")

    german, english = visitor.get("/").content.decode(), visitor.get(english_home.url).content.decode()

    assert '<html lang="de"' in german
    assert '<html lang="en"' in english
    assert visitor.get(english_home.url).content.decode() == english


def test_other_hosts_have_pages_of_their_own(portal, visitor, addresses_kept, kept):
    visitor.get(portal.article.url, headers={"Host": "localhost"})
    visitor.get(portal.article.url)

    assert len([key for key in kept.store._entries if key[0] == "page"]) == 2


@pytest.mark.parametrize("query", ["?x=1", "?page=2", "?utm_source=brief"])
def test_an_address_with_a_question_is_not_kept(portal, visitor, addresses_kept, query):
    visitor.get(portal.article.url + query)

    assert not addresses_kept()


def test_somebody_signed_in_gets_an_own_page_that_nobody_else_sees(portal, visitor, addresses_kept):
    visitor.get(portal.article.url)
    person = Client()
    person.force_login(UserFactory())

    own = person.get(portal.article.url)

    assert "no-store" in own["Cache-Control"]
    assert "ETag" not in own
    assert "Abmelden" in own.content.decode()
    assert "Abmelden" not in visitor.get(portal.article.url).content.decode()


def test_a_page_first_seen_by_somebody_signed_in_is_not_kept(portal, addresses_kept):
    person = Client()
    person.force_login(UserFactory())

    person.get(portal.article.url)

    assert not addresses_kept()


def test_a_page_with_a_form_that_posts_is_not_kept(portal, visitor, addresses_kept):
    form = FormPageFactory(parent=portal.home)

    first, second = visitor.get(form.url), Client().get(form.url)

    assert first.status_code == 200
    assert "csrftoken" in first.cookies
    assert first.cookies["csrftoken"].value != second.cookies["csrftoken"].value
    assert not addresses_kept()


@pytest.mark.parametrize(
    "touch",
    [
        get_token,
        lambda request: request.session.get("anything"),
        lambda request: request.user.is_authenticated,
        lambda request: messages.info(request, "Gespeichert."),
    ],
    ids=["token", "session", "user", "message"],
)
def test_a_page_that_asked_who_is_there_is_not_kept(portal, visitor, addresses_kept, monkeypatch, touch):
    shown = ArticlePage.get_context
    monkeypatch.setattr(
        ArticlePage, "get_context", lambda page, request, **more: [touch(request), shown(page, request, **more)][1]
    )

    assert visitor.get(portal.article.url).status_code == 200
    assert not addresses_kept()


@pytest.mark.parametrize("headers", [{"Authorization": "Basic eA=="}, {"HX-Request": "true"}])
def test_a_request_with_more_than_an_address_is_not_answered_from_memory(portal, visitor, addresses_kept, headers):
    visitor.get(portal.article.url, headers=headers)

    assert not addresses_kept()


def test_missing_pages_and_other_views_are_not_kept(portal, visitor, addresses_kept):
    visitor.get("/gibt-es-nicht/")
    visitor.get("/suche/")
    visitor.get("/angebote/")

    assert not addresses_kept()


def test_a_page_that_reads_something_nobody_has_decided_about_is_shown_and_not_kept(
    portal, visitor, addresses_kept, monkeypatch
):
    user = UserFactory()
    shown = type(portal.article).get_context
    monkeypatch.setattr(
        type(portal.article),
        "get_context",
        lambda page, *rest, **named: [type(user).objects.count(), shown(page, *rest, **named)][1],
    )

    assert visitor.get(portal.article.url).status_code == 200
    assert not addresses_kept()


def test_the_memory_is_bounded_and_the_longest_unused_page_leaves(portal, visitor, kept, addresses_kept):
    visitor.get(portal.article.url)
    visitor.get(portal.neighbor.url)
    kept.store.max_bytes = kept.store.n_bytes
    visitor.get(portal.article.url)

    visitor.get(portal.section.url)

    assert portal.neighbor.url not in addresses_kept()
    assert {portal.article.url, portal.section.url} <= addresses_kept()
    assert kept.store.n_bytes <= kept.store.max_bytes


def test_fifty_visitors_of_a_missing_page_let_it_be_rendered_at_most_twice(portal, kept, settings):
    kept.follower.keep_up()
    n_renders, everybody_is_there, numbers = [], threading.Event(), range(50)
    waiting = threading.Semaphore(0)

    def render(request):
        n_renders.append(1)
        everybody_is_there.wait(10)
        request.resolver_match = resolve("/")
        request._wagtail_route_for_request = (portal.home, [], {})
        note(f"page:{portal.home.pk}")
        return HttpResponse("<p>Die Startseite</p>")

    middleware = PageCacheMiddleware(render)
    answers = []

    def ask():
        request = RequestFactory().get("/")
        request.session = type("NoSession", (), {"accessed": False, "modified": False})()
        waiting.release()
        answers.append(middleware(request))

    visitors = [threading.Thread(target=ask) for _ in numbers]
    for one in visitors:
        one.start()
    for _ in numbers:
        waiting.acquire()
    everybody_is_there.set()
    for one in visitors:
        one.join(20)

    assert len(n_renders) <= 2
    assert [answer.content for answer in answers] == [b"<p>Die Startseite</p>"] * 50


def test_of_those_who_wait_too_long_one_renders_and_the_others_get_that(portal, kept, monkeypatch):
    kept.follower.keep_up()
    monkeypatch.setattr(answering, "WAIT_SECONDS", 1.0)
    n_renders, has_begun, the_first_goes_on = [], threading.Event(), threading.Event()

    def render(request):
        n_renders.append(1)
        if len(n_renders) == 1:
            has_begun.set()
            the_first_goes_on.wait(60)
        request.resolver_match = resolve("/")
        request._wagtail_route_for_request = (portal.home, [], {})
        note(f"page:{portal.home.pk}")
        return HttpResponse("<p>Die Startseite</p>")

    middleware = PageCacheMiddleware(render)
    answers = []

    def ask():
        request = RequestFactory().get("/")
        request.session = type("NoSession", (), {"accessed": False, "modified": False})()
        answers.append(middleware(request))

    stuck = threading.Thread(target=ask)
    stuck.start()
    has_begun.wait(60)
    others = [threading.Thread(target=ask) for _ in range(10)]
    for one in others:
        one.start()
    for one in others:
        one.join(60)
    n_answered = len(answers)
    the_first_goes_on.set()
    stuck.join(60)

    assert n_answered == 10
    assert len(n_renders) == 2


def test_a_memory_that_cannot_read_the_log_still_answers(portal, visitor, clock, monkeypatch, caplog):
    from django.db import OperationalError

    from matching import changes

    visitor.get(portal.article.url)

    def fail(*_arguments, **_options):
        raise OperationalError("the database is away")

    monkeypatch.setattr(changes, "committed_after", fail)
    clock.pass_by(1.0)

    assert visitor.get(portal.article.url).status_code == 200
    assert "could not read the change log" in caplog.text


def test_switched_off_it_keeps_nothing(portal, settings, django_assert_max_num_queries):
    settings.PAGE_CACHE = "off"
    memory_module.forget_everything()
    visitor = Client()

    visitor.get(portal.article.url)
    response = visitor.get(portal.article.url)

    assert "ETag" not in response
    assert memory_module.memory().store.n_bytes == 0


def test_ways_to_write_the_same_host_share_what_is_kept(portal, visitor, kept, settings):
    settings.ALLOWED_HOSTS = ["portal.example", "other.example"]

    hosts = ("portal.example", "PORTAL.example", "portal.example:8443", "portal.example.", "other.example")
    for host in hosts:
        assert visitor.get(portal.article.url, headers={"Host": host}).status_code == 200

    names = {key[2] for key in kept.store._entries if key[0] == "page"}
    parts = [key for key in kept.store._entries if key[:2] == ("part", "footer")]
    assert names == {"portal.example", "other.example"}
    assert len(parts) == len(names)
