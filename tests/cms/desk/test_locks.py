"""Whoever works on something may lock it; others read who does since when, and there is always a way out."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry as log_actions

from cms.accounts.services import Role
from cms.accounts.services.municipalities import give_municipality
from tests.factories import (
    ArticlePageFactory,
    MunicipalityPageFactory,
    OfferFactory,
    PlaceFactory,
    SectionPageFactory,
    UserFactory,
    sign_in_staff,
)

ASK_THEM = "Bitten Sie Ada Kramer, die Sperre aufzuheben"


@pytest.fixture
def section(home):
    return SectionPageFactory(parent=home, title="Ankommen")


@pytest.fixture
def page(section):
    page = ArticlePageFactory(parent=section, title="Wohnung anmelden")
    page.save_revision()
    return page


@pytest.fixture
def offer(db):
    offer = OfferFactory(title="Bäckerin (m/w/d)")
    offer.save_revision()
    return offer


@pytest.fixture
def ada(staff):
    """An editor who works on it."""
    ada = staff(Role.EDITOR)
    ada.first_name, ada.last_name = "Ada", "Kramer"
    ada.save()
    return ada


def browser_of(person):
    client = Client()
    sign_in_staff(client, person)
    return client


def press(button, thing, person):
    """Press "lock" or "unlock" beside a page or an offer, and say what then holds."""
    kind = "wagtailadmin_pages" if hasattr(thing, "depth") else "wagtailsnippets_matching_offer"
    browser_of(person).post(reverse(f"{kind}:{button}", args=[thing.pk]))
    thing.refresh_from_db()
    return thing.locked


def form_of(thing, person):
    kind = "wagtailadmin_pages" if hasattr(thing, "depth") else "wagtailsnippets_matching_offer"
    return browser_of(person).get(reverse(f"{kind}:edit", args=[thing.pk])).content.decode()


def lock(thing, person):
    thing.locked, thing.locked_by, thing.locked_at = True, person, timezone.now()
    thing.save()
    return thing


@pytest.fixture(params=["page", "offer"])
def thing(request, home):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR])
def test_who_may_edit_locks_and_unlocks_again(thing, staff, role):
    person = staff(role)

    assert press("lock", thing, person)
    assert thing.locked_by == person
    assert not press("unlock", thing, person)


def test_a_town_halls_editor_locks_what_is_theirs(home):
    zittau = PlaceFactory(name="Zittau")
    page = ArticlePageFactory(parent=MunicipalityPageFactory(parent=home, place=zittau), title="Bürgerbüro")
    person = UserFactory()
    give_municipality(user=person, municipality=zittau)

    assert press("lock", page, person)
    assert not press("unlock", page, person)


def test_the_coordination_locks_nothing(thing, staff):
    assert not press("lock", thing, staff(Role.COORDINATOR))


def test_others_read_who_works_on_it_and_how_to_get_in_and_cannot_save(thing, ada, staff):
    lock(thing, ada)
    other = staff(Role.EDITOR)

    shown = form_of(thing, other)

    assert "<b>Ada Kramer</b> arbeitet an" in shown
    assert ASK_THEM in shown
    assert "/unlock/" not in shown.partition("messages")[2].partition("</ul>")[0]
    assert press("unlock", thing, other)


def test_the_one_who_locked_is_reminded_to_unlock(thing, ada):
    lock(thing, ada)

    shown = form_of(thing, ada)

    assert "Heben Sie die Sperre auf, wenn Sie fertig sind" in shown
    assert ASK_THEM not in shown


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMINISTRATOR])
def test_who_approves_and_the_administration_unlock_what_others_have_locked(thing, ada, staff, role):
    lock(thing, ada)

    assert not press("unlock", thing, staff(role))


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMINISTRATOR])
def test_they_do_so_too_while_it_waits_for_approval(thing, ada, staff, role):
    away = staff(Role.REVIEWER)
    thing.get_workflow().start(thing, ada)
    assert press("lock", thing, away)

    assert press("unlock", thing, ada)  # who wrote it may not
    assert not press("unlock", thing, staff(role))


def test_handing_in_for_approval_ends_the_writers_lock(thing, ada):
    lock(thing, ada)

    thing.get_workflow().start(thing, ada)

    thing.refresh_from_db()
    assert not thing.locked


def _block(person):
    person.is_active = False
    person.save()


ENDS = {
    "blocked": _block,
    "deleted": lambda person: person.delete(),
    "without a role": lambda person: person.groups.clear(),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_when_the_log_in_ends_so_does_the_lock_and_the_history_tells(thing, ada, staff, end):
    kept = OfferFactory()
    lock(kept, staff(Role.EDITOR))
    lock(thing, ada)

    end(ada)

    thing.refresh_from_db()
    kept.refresh_from_db()
    assert (thing.locked, thing.locked_by, thing.locked_at) == (False, None, None)
    assert kept.locked
    assert log_actions.get_logs_for_instance(thing).filter(action="wagtail.unlock").exists()


def test_people_who_are_blocked_together_keep_nothing_locked(thing, ada, staff):
    lock(thing, ada)
    address = reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"])

    browser_of(staff(Role.ADMINISTRATOR)).post(f"{address}?id={ada.pk}", {"mark_as_active": "False"})

    thing.refresh_from_db()
    ada.refresh_from_db()
    assert not ada.is_active
    assert not thing.locked


def test_the_start_page_reminds_people_of_what_they_have_locked(page, ada):
    lock(page, ada)

    assert "Ihre gesperrten Seiten" in browser_of(ada).get(reverse("wagtailadmin_home")).content.decode()
