"""Links that lead nowhere stand on the board of those who can mend them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.accounts.services import Role
from cms.core.models import TownHall
from cms.desk.board import rows_for
from cms.links import services
from cms.links.models import Link, PlacedLink
from tests.factories import (
    ArticlePageFactory,
    MunicipalityPageFactory,
    OfferFactory,
    PlaceFactory,
    SectionPageFactory,
    UserFactory,
)
from tests.factories.records import ReferenceFactory

AWAY = "https://amt.example/weg"


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.LINK_CHECK = True


@pytest.fixture
def section(home):
    return SectionPageFactory(parent=home, title="Ankommen")


def row_of(user):
    (row,) = [row for row in rows_for(user) if row.kind.name == "links"]
    return row


def publish(parent, title, story):
    page = ArticlePageFactory(parent=parent, title=title, story=[("text", story)])
    page.save_revision().publish()
    return page


def after_checking(*, failing_since=3, failed_on=1):
    """Read all links and let every address outside have failed on these days ago."""
    services.read_pages()
    services.read_records()
    today = timezone.localdate()
    Link.objects.update(
        problem="gone",
        failing_since=today - timedelta(days=failing_since),
        failed_on=today - timedelta(days=failed_on),
    )


def test_a_broken_link_is_listed_with_its_words_its_address_and_since_when(section, staff):
    page = publish(section, "Kita", f'<p>Zum <a href="{AWAY}">Antrag</a>, noch einmal <a href="{AWAY}">hier</a></p>')

    after_checking()

    (entry,) = row_of(staff(Role.EDITOR)).entries
    assert entry.title == "Kita"
    assert entry.url == f"/admin/pages/{page.pk}/edit/"
    assert "Antrag" in entry.note
    assert AWAY in entry.note
    assert f"{timezone.localdate() - timedelta(days=3):%d.%m.%Y}" in entry.note


def test_a_link_to_a_page_that_went_away_is_listed(section, staff):
    goal = publish(section, "Ziel", "<p>Ziel</p>")
    publish(section, "Weg", f'<p><a linktype="page" id="{goal.pk}">Weiter</a></p>')
    services.read_pages()
    editor = staff(Role.EDITOR)
    before = row_of(editor).entries

    goal.unpublish()

    assert before == []
    (entry,) = row_of(editor).entries
    assert entry.title == "Weg"
    assert "Weiter" in entry.note


def test_records_are_listed_with_their_own_forms(section, staff):
    offer = OfferFactory(title="Pflege", website=AWAY, organization__website="")
    offer.organization.website = f"{AWAY}/firma"
    offer.organization.save()

    after_checking()

    listed = {(entry.title, entry.url) for entry in row_of(staff(Role.EDITOR)).entries}
    assert listed == {
        ("Pflege", f"/admin/snippets/matching/offer/edit/{offer.pk}/"),
        (offer.organization.name, f"/admin/snippets/matching/organization/edit/{offer.organization.pk}/"),
    }


def test_a_record_with_another_address_is_taken_off_at_once(home, staff):
    offer = OfferFactory(title="Pflege", website=AWAY, organization__website="")
    after_checking()
    editor = staff(Role.EDITOR)
    before = len(row_of(editor).entries)

    offer.website = "https://firma.example/neu"
    offer.save()

    assert (before, row_of(editor).entries) == (1, [])


def test_a_fact_that_names_a_broken_source_is_listed_for_those_who_may_change_it(home, staff):
    fact = ReferenceFactory(key="F1", reference="BMG § 17", source=f"Gelesen: {AWAY}")
    link = Link.objects.create(address=AWAY, host="amt.example", due_at=timezone.now())
    PlacedLink.objects.create(reference=fact, link=link)
    Link.objects.update(problem="gone", failing_since="2026-01-01", failed_on="2026-01-03")

    assert [entry.title for entry in row_of(staff(Role.EDITOR)).entries] == ["BMG § 17"]
    assert row_of(staff(Role.COORDINATOR)).entries == []


def test_a_municipalitys_editor_sees_only_the_links_of_its_own_pages_and_they_are_counted_there(home, section, staff):
    place = PlaceFactory(name="Zittau")
    zittau = MunicipalityPageFactory(parent=home, place=place, title="Zittau")
    publish(zittau, "Bürgerbüro", f'<p><a href="{AWAY}">Termin</a></p>')
    publish(section, "Kindergeld", f'<p><a href="{AWAY}">Antrag</a></p>')
    OfferFactory(title="Pflege", website=AWAY, organization__website="")
    after_checking()
    neighbor = UserFactory()
    neighbor.groups.add(TownHall.objects.get(municipality=place).group)

    assert [entry.title for entry in row_of(type(neighbor).objects.get(pk=neighbor.pk)).entries] == ["Bürgerbüro"]
    assert row_of(staff(Role.EDITOR)).counts == [("Landkreis", 2), ("Zittau", 1)]


def test_a_link_that_failed_once_is_not_listed_yet(section, staff):
    publish(section, "Kita", f'<p><a href="{AWAY}">Antrag</a></p>')

    after_checking(failing_since=1, failed_on=1)

    assert row_of(staff(Role.EDITOR)).entries == []


def test_a_very_long_address_is_shortened(section, staff):
    publish(section, "Kita", f'<p><a href="{AWAY}/{"x" * 400}">Antrag</a></p>')

    after_checking()

    (entry,) = row_of(staff(Role.EDITOR)).entries
    assert "…" in entry.note
    assert len(entry.note) < 200
