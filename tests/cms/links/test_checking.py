"""Links are read from what visitors see, looked behind now and then, and forgotten with the last place."""

import json
from datetime import datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.core.models import PortalDocument
from cms.links import services, tasks
from cms.links.models import Link, PlacedLink
from cms.links.selectors import links_to_nowhere
from cms.links.visiting import Visit
from tests.cms.links.conftest import ANOTHER, PUBLIC
from tests.factories import ArticlePageFactory, OfferFactory, SectionPageFactory
from tests.factories.records import ReferenceFactory
from tests.support.loopback import web_server

HERE = "https://stadt.example/kita"
NIGHT = "2026-11-22 01:00:00+01:00"


def text(html):
    return [("text", html)]


def link(address, words="Kita"):
    return f'<p>Zur <a href="{address}">{words}</a>.</p>'


@pytest.fixture
def section(home):
    return SectionPageFactory(parent=home, title="Ankommen")


@pytest.fixture
def publish(section):
    def published(story, **more):
        page = ArticlePageFactory(parent=section, story=story, **more)
        page.save_revision().publish()
        return page

    return published


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.LINK_CHECK = True


class Answers:
    """Stands in for visits: what each address answers, and which were asked."""

    def __init__(self, monkeypatch):
        self.problems, self.asked = {}, []
        monkeypatch.setattr(import_module("cms.links.services.check_links"), "visit", self._visit)

    def _visit(self, address, *, network):
        self.asked.append(address)
        answer = self.problems.get(address)
        if isinstance(answer, BaseException):
            raise answer
        return answer if isinstance(answer, Visit) else Visit(True, answer)


@pytest.fixture
def answers(monkeypatch):
    return Answers(monkeypatch)


def addresses():
    return set(Link.objects.values_list("address", flat=True))


def broken():
    return [placed.link.address if placed.link else placed.words for placed in links_to_nowhere()]


def on_night(number):
    return time_machine.travel(datetime.fromisoformat(NIGHT) + timedelta(days=number), tick=False)


# Reading


def test_what_only_looks_like_an_address_stops_nobody(publish):
    publish(text(link("https://[Ort].gemeinde.example/")))
    publish(text(link(HERE)))
    ReferenceFactory(source="https://[amt")

    assert services.read_pages() >= 2
    services.read_records()

    assert list(Link.objects.values_list("address", flat=True)) == [HERE]


def test_addresses_in_texts_buttons_and_fields_of_public_pages_are_read(publish):
    call = {"title": "Los", "text": "", "page": None, "url": "https://amt.example/termin", "link_text": "Buchen"}
    publish([("text", link(f"{HERE}#oben")), ("call_to_action", {**call, "tone": "blue"})])

    services.read_pages()

    assert addresses() == {HERE, "https://amt.example/termin"}
    assert PlacedLink.objects.get(link__address=HERE).words == "Kita"


@pytest.mark.parametrize(
    "address", ["mailto:a@stadt.example", "tel:+493581", "/leben/", "#oben", "https://portal.example/leben/"]
)
def test_mails_telephones_and_the_portals_own_addresses_are_none_of_it(publish, settings, address):
    settings.PORTAL_URL = "https://portal.example"
    publish(text(link(address)))

    services.read_pages()

    assert addresses() == set()


def test_drafts_private_and_expired_pages_are_not_read(publish, section):
    ArticlePageFactory(parent=section, story=text(link("https://entwurf.example/")), live=False)
    private = publish(text(link("https://geheim.example/")))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    publish(text(link("https://vorbei.example/")), expire_at=timezone.now() - timedelta(days=1))
    draft = publish(text(link(HERE)))
    draft.story = text(link("https://spaeter.example/"))
    draft.save_revision()

    services.read_pages()

    assert addresses() == {HERE}


def test_websites_of_open_offers_and_their_companies_and_sources_of_shown_facts_are_read(publish):
    offer = OfferFactory(website="https://firma.example/stelle")
    offer.organization.website = "https://firma.example/"
    offer.organization.save()
    OfferFactory(website="https://weg.example/", live=False)
    ReferenceFactory(key="F1", source="Gelesen auf https://ungenutzt.example/x.")
    shown = ReferenceFactory(key="F2", source="Siehe https://recht.example/bmg_17, abgerufen am 1.1.")
    publish(json.dumps([{"type": "law", "value": {"references": [shown.pk]}}]))

    services.read_records()

    assert {"https://firma.example/stelle", "https://firma.example/", "https://recht.example/bmg_17"} == addresses()


def test_a_page_is_read_once_and_again_after_it_was_published(publish):
    page = publish(text(link(HERE)))

    first, again = services.read_pages(), services.read_pages()
    page.story = text(link("https://neu.example/"))
    page.save_revision().publish()

    assert (first > 0, again) == (True, 0)
    assert services.read_pages() == 1
    assert set(PlacedLink.objects.values_list("link__address", flat=True)) == {"https://neu.example/"}


def test_a_reading_that_is_killed_goes_on_where_it_stopped(publish, monkeypatch):
    for number in range(3):
        publish(text(link(f"https://stadt.example/{number}")), title=f"Seite {number}")
    whole, seen = import_module("cms.links.services.read_links").place_links, []

    def dies_at_the_third(**arguments):
        seen.append(arguments)
        if len(seen) == 3:
            raise SystemExit
        whole(**arguments)

    monkeypatch.setattr("cms.links.services.read_links.place_links", dies_at_the_third)
    with pytest.raises(SystemExit):
        services.read_pages()
    monkeypatch.undo()
    services.read_pages()

    assert addresses() == {f"https://stadt.example/{number}" for number in range(3)}
    assert PlacedLink.objects.count() == 3
    assert services.read_pages() == 0


def test_an_address_without_a_place_is_forgotten_and_one_in_two_places_is_kept_once(publish):
    page, other = publish(text(link(HERE)), title="Eins"), publish(text(link(HERE)), title="Zwei")
    services.read_pages()
    at_first = Link.objects.count(), PlacedLink.objects.count()

    other.unpublish()
    n_forgotten = services.forget_links()
    with_one = Link.objects.count(), PlacedLink.objects.count(), n_forgotten
    Page.objects.get(pk=page.pk).delete()

    assert at_first == (1, 2)
    assert with_one == (1, 1, 0)
    assert services.forget_links() == 1
    assert not Link.objects.exists()


def test_there_are_only_so_many_addresses(publish, monkeypatch, caplog):
    monkeypatch.setattr("cms.links.services.place_links.MOST_LINKS", 2)
    publish(text("".join(link(f"https://stadt.example/{number}") for number in range(4))))

    services.read_pages()

    assert Link.objects.count() == PlacedLink.objects.count() == 2
    assert "too many addresses: 2" in caplog.text


# Looking behind


def place(*some):
    for address in some:
        host = address.split("/")[2]
        Link.objects.create(address=address, host=host, due_at=timezone.now())


def test_an_address_is_broken_only_after_two_days_and_fine_as_soon_as_it_answers(publish, answers):
    with on_night(-1):
        publish(text(link(HERE)))
        services.read_pages()
    answers.problems[HERE] = "gone"
    told = []
    for night, problem in enumerate(["gone", "gone", None]):
        with on_night(night):
            answers.problems[HERE] = problem
            services.check_links()
            services.check_links()  # a second time in the same night asks nothing
            told.append(broken())

    assert told == [[], [HERE], []]
    assert len(answers.asked) == 3


def test_an_address_that_is_fine_is_asked_again_after_a_week(answers):
    with on_night(0):
        place(HERE)
        services.check_links()
    for night in (1, 6, 7):
        with on_night(night):
            services.check_links()

    assert len(answers.asked) == 2


def test_each_server_is_asked_once_in_a_bite_and_rests(answers, home):
    with on_night(0) as clock:
        place("https://stadt.example/1", "https://stadt.example/2", "https://amt.example/1")
        n_first, n_at_once = services.check_links(), services.check_links()
        clock.shift(timedelta(seconds=60))
        n_later = services.check_links()

    assert (n_first, n_at_once, n_later) == (2, 0, 1)


def test_who_is_killed_on_a_visit_has_kept_the_others_and_comes_back_to_it_later(answers, home):
    place("https://eins.example/", "https://zwei.example/", "https://drei.example/")
    answers.problems["https://zwei.example/"] = SystemExit()

    with on_night(0) as clock:
        Link.objects.update(due_at=timezone.now())
        with pytest.raises(SystemExit):
            services.check_links()
        services.check_links()
        at_once = list(answers.asked)
        answers.problems.clear()
        clock.shift(timedelta(hours=1))
        services.check_links()

    assert sorted(at_once) == ["https://drei.example/", "https://eins.example/", "https://zwei.example/"]
    assert answers.asked[3:] == ["https://zwei.example/"]


def test_two_workers_do_not_visit_the_same_address(answers, home, monkeypatch):
    place(HERE)
    whole = Link.objects.filter

    def another_was_faster(*conditions, **named):
        found = whole(*conditions, **named)
        if "pk" in named and "due_at" in named:
            whole(pk=named["pk"]).update(due_at=timezone.now() + timedelta(hours=1))
        return found

    monkeypatch.setattr(type(Link.objects), "filter", lambda _self, *c, **n: another_was_faster(*c, **n))

    assert services.check_links() == 0
    assert answers.asked == []


def test_a_visit_without_a_verdict_changes_nothing(answers, home):
    with on_night(0):
        place(HERE)
        answers.problems[HERE] = "gone"
        services.check_links()
    with on_night(1):
        answers.problems[HERE] = Visit(False)
        services.check_links()

    assert Link.objects.get().failing_since.isoformat() == "2026-11-22"
    assert Link.objects.get().failed_on.isoformat() == "2026-11-22"


def test_switched_off_it_asks_nobody_and_calls_no_address_broken(publish, answers, settings):
    publish(text(link(HERE)))
    services.read_pages()
    Link.objects.update(failing_since="2026-11-20", failed_on="2026-11-21", problem="gone")
    while_on = broken()
    settings.LINK_CHECK = False

    assert services.check_links() == 0
    assert (while_on, broken()) == ([HERE], [])
    assert answers.asked == []


def test_two_schedulers_ask_once_a_minute(answers, home):
    with on_night(0):
        place("https://eins.example/")
        tasks.check_task()
        place("https://zwei.example/")
        tasks.check_task()

    assert answers.asked == ["https://eins.example/"]


def test_the_whole_way_from_a_page_to_a_real_server(publish, internet):
    publish(text(link("http://da.example/") + link("http://fort.example/")))
    services.read_pages()
    with web_server(lambda _method, path: (200, {})) as there, web_server(lambda _method, path: (404, {})) as gone:
        names = {"da.example": [[PUBLIC]], "fort.example": [[ANOTHER]]}
        for night in (1, 2):
            with time_machine.travel(timezone.now() + timedelta(days=night)):
                network = internet(names, {(PUBLIC, 80): there.port, (ANOTHER, 80): gone.port})
                services.check_links(network=network)

    assert broken() == ["http://fort.example/"]
    assert links_to_nowhere().get().link.problem == "gone"


# Links inside the portal


def test_a_link_to_a_page_leads_nowhere_while_the_page_is_not_public(publish):
    goal = publish(text("<p>Ziel</p>"), title="Ziel")
    publish(text(f'<p><a linktype="page" id="{goal.pk}">Hier</a> und <a linktype="page" id="99999">dort</a></p>'))
    services.read_pages()
    while_there = broken()

    goal.unpublish()
    while_away = sorted(broken())
    goal.save_revision().publish()

    assert while_there == ["dort"]
    assert while_away == ["Hier", "dort"]
    assert broken() == ["dort"]


def test_a_link_to_a_document_leads_nowhere_once_it_is_deleted(publish):
    document = PortalDocument.objects.create(title="Antrag", file=ContentFile(b"%PDF-1.7", name="antrag.pdf"))
    publish(text(f'<p><a linktype="document" id="{document.pk}">Antrag</a></p>'))
    services.read_pages()
    while_there = broken()

    document.delete()

    assert (while_there, broken()) == ([], ["Antrag"])


def test_a_page_that_was_mended_is_taken_off_at_once(publish):
    page = publish(text('<p><a linktype="page" id="99999">dort</a></p>'))
    services.read_pages()
    before = broken()

    page.story = text("<p>dort</p>")
    page.save_revision().publish()

    assert (before, broken()) == (["dort"], [])


def test_a_link_leads_to_one_thing(home):
    with pytest.raises(IntegrityError):
        PlacedLink.objects.create(page_id=home.pk, words="wohin?")
