"""Drafts through a real server's interface: a LibreTranslate of our own on loopback, with its moods."""

import json
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
from celery.exceptions import Retry
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from cms.core.tasks import draft_translation_task
from cms.core.translation import TranslatedByHandError
from tests.factories import AdministratorFactory, ArticlePageFactory, serve_portal, sign_in_staff, translate_page
from tests.support.loopback import raw_server

pytestmark = pytest.mark.django_db


class Service(ThreadingHTTPServer):
    """Puts "EN " before every sentence, or answers what it is told to."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked: list[dict] = []
        self.status = HTTPStatus.OK
        self.body: bytes | None = None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answers(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        body = self.server.body or json.dumps({"translatedText": [f"EN {text}" for text in asked["q"]]}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_details):
        pass


@pytest.fixture
def service():
    server = Service()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def translator(settings):
    def use(address, seconds=2):
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
            "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
            "OPTIONS": {"LIBRETRANSLATE_URL": address, "API_KEY": "", "TIMEOUT": seconds},
        }

    return use


@pytest.fixture
def article():
    home = serve_portal()
    translate_page(home, title="Arrive")
    page = ArticlePageFactory(
        parent=home, title="Umzug", slug="umzug", story=[("text", "<p>Bitte <b>rechtzeitig</b> melden.</p>")]
    )
    page.save_revision().publish()  # an alias takes over the number of the version that is online
    page.refresh_from_db()
    return page


def draft(page):
    return draft_translation_task.apply(kwargs={"page_id": page.pk, "language_code": "en"}, throw=True).get()


def english(page):
    return page.get_translation_or_none(Locale.objects.get(language_code="en"))


def test_the_server_is_asked_once_and_its_words_become_a_draft(service, translator, article):
    translator(service.address)

    draft(article)

    shown = english(article).get_latest_revision_as_object()
    assert len(service.asked) == 1
    assert (service.asked[0]["source"], service.asked[0]["target"]) == ("de", "en")
    assert not english(article).live
    assert shown.title == "EN Umzug"
    assert "EN Bitte <b>rechtzeitig</b> melden." in str(shown.story)


def test_a_repeated_task_asks_nothing_again(service, translator, article):
    translator(service.address)
    draft(article)

    assert draft(article) == 0

    assert len(service.asked) == 1


@pytest.mark.parametrize("mood", ["away", "overloaded", "talks nonsense"])
def test_a_server_in_a_bad_mood_is_asked_again_later_and_no_page_is_touched(service, translator, article, mood):
    translator("http://127.0.0.1:1" if mood == "away" else service.address)
    if mood == "overloaded":
        service.status = HTTPStatus.SERVICE_UNAVAILABLE
    elif mood == "talks nonsense":
        service.body = b"<html>proxy</html>"

    with pytest.raises((Retry, requests.RequestException)) as caught:
        draft_translation_task.apply(kwargs={"page_id": article.pk, "language_code": "en"}, throw=True, retries=0)

    assert isinstance(caught.value, (Retry, requests.RequestException))
    assert english(article) is None
    assert not StringTranslation.objects.exists()


def test_a_server_that_never_answers_is_given_up_and_asked_again_later(translator, article):
    with raw_server(lambda _line, is_over: is_over.wait()) as port:
        translator(f"http://127.0.0.1:{port}", seconds=0.2)

        with pytest.raises(Retry):
            draft_translation_task.apply(kwargs={"page_id": article.pk, "language_code": "en"}, throw=True, retries=0)

    assert english(article) is None


def test_a_server_that_comes_back_finishes_the_job(service, translator, article):
    translator(service.address)
    service.status = HTTPStatus.BAD_GATEWAY
    with pytest.raises((Retry, requests.RequestException)):
        draft(article)
    service.status = HTTPStatus.OK

    draft(article)

    assert english(article).get_latest_revision_as_object().title == "EN Umzug"


def test_a_server_that_forgets_a_sentence_harms_nothing(service, translator, article):
    translator(service.address)
    service.body = json.dumps({"translatedText": ["nur einer"]}).encode()

    with pytest.raises(ValueError, match="zip"):
        draft(article)

    assert english(article) is None


def test_a_task_that_was_killed_while_keeping_the_words_starts_again(service, translator, article, monkeypatch):
    translator(service.address)
    with monkeypatch.context() as patched:
        patched.setattr("cms.core.translation.drafts._keep", killed)
        with pytest.raises(KeyboardInterrupt):
            draft_translation_task(page_id=article.pk, language_code="en")
    assert english(article) is None

    draft_translation_task(page_id=article.pk, language_code="en")

    assert english(article).get_latest_revision_as_object().title == "EN Umzug"


def test_a_translation_that_a_person_wrote_is_never_written_over(service, translator, article):
    twin = translate_page(article, title="Moving house")
    translator(service.address)

    with pytest.raises(TranslatedByHandError):
        draft(article)

    twin.refresh_from_db()
    assert (twin.title, twin.get_latest_revision_as_object().title) == ("Moving house", "Moving house")
    assert service.asked == []


def test_the_german_page_stands_in_until_somebody_publishes_the_drafted_sentences(
    client, service, translator, article, django_capture_on_commit_callbacks
):
    article.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    translator(service.address)

    draft(article)

    article.refresh_from_db()
    stand_in = english(article)
    assert (article.title, article.has_unpublished_changes) == ("Umzug", False)
    assert (stand_in.live, stand_in.title, stand_in.specific.written_in) == (True, "Umzug", "de")
    assert "hh-fallback" in client.get(stand_in.url).content.decode()
    sign_in_staff(client, AdministratorFactory())
    edit = reverse("wagtailadmin_pages:edit", args=[stand_in.pk])
    assert "EN Umzug" in client.get(edit).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit, {"action": "publish"})
    assert (english(article).title, english(article).specific.written_in) == ("EN Umzug", "en")


def test_what_visitors_see_changes_only_when_somebody_publishes(
    service, translator, article, django_capture_on_commit_callbacks
):
    translator(service.address)
    draft(article)
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get().save_target(publish=True)
    article.title = "Umziehen"
    article.save_revision().publish()

    draft(article)

    assert english(article).title == "EN Umzug"
    assert english(article).get_latest_revision_as_object().title == "EN Umziehen"
    assert english(article).has_unpublished_changes


def test_a_new_run_with_the_german_page_still_standing_in_keeps_it_standing_in(service, translator, article):
    article.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    translator(service.address)
    draft(article)

    draft(article)

    assert english(article).title == "Umzug"


def killed(*_given):
    raise KeyboardInterrupt
