"""The board says to each person what they can do, where, and leaves out what is not theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Workflow

from cms.accounts.services import Role
from cms.desk.board import rows_for
from cms.links.models import Link, PlacedLink
from matching.models import Place
from search.models import AskedWords
from tests.factories import (
    ArticlePageFactory,
    FormPageFactory,
    MunicipalityPageFactory,
    OfferFactory,
    PlaceFactory,
    SectionPageFactory,
    sign_in_staff,
    translate_page,
)
from tests.factories.records import ReferenceFactory, make_picture

MOST_QUERIES = 15


def titles(user, kind):
    return [entry.title for row in rows_for(user) if row.kind.name == kind for entry in row.entries]


def days(number):
    return timezone.localdate() + timedelta(days=number)


def broken_link(address):
    link = Link.objects.create(address=address, host="weg.example", due_at=timezone.now(), problem="gone")
    link.failing_since, link.failed_on = days(-3), days(-1)
    link.save()
    return link


@pytest.fixture
def section(home):
    return SectionPageFactory(parent=home, title="Ankommen")


@pytest.fixture
def editor(staff):
    return staff(Role.EDITOR)


def test_a_draft_stands_on_the_board_of_whoever_wrote_it_until_it_is_published(section, editor, staff):
    page = ArticlePageFactory(parent=section, title="Wohnung anmelden")
    page.save_revision().publish()
    revision = page.save_revision(user=editor)

    while_a_draft = titles(editor, "drafts"), titles(staff(Role.EDITOR), "drafts")
    revision.publish()

    assert while_a_draft == (["Wohnung anmelden"], [])
    assert titles(editor, "drafts") == []


@pytest.mark.parametrize(("role", "sees"), [(Role.REVIEWER, True), (Role.EDITOR, False)])
def test_a_submitted_page_waits_for_those_who_may_approve_it(section, editor, staff, role, sees):
    page = ArticlePageFactory(parent=section, title="Konto eröffnen")
    page.save_revision(user=editor)

    page.get_workflow().start(page, editor)

    assert titles(staff(role), "review") == (["Konto eröffnen"] if sees else [])
    assert titles(editor, "drafts") == []


def test_a_submitted_offer_waits_for_those_who_may_approve_it_and_says_where(editor, staff, home):
    place = PlaceFactory(name="Niesky")
    MunicipalityPageFactory(parent=home, place=place, title="Niesky")
    offer = OfferFactory(title="Azubi Mechatronik", place=place)
    offer.save_revision(user=editor)

    Workflow.objects.get().start(offer, editor)

    (row,) = [row for row in rows_for(staff(Role.REVIEWER)) if row.kind.name == "offers"]
    assert [entry.title for entry in row.entries] == [str(offer)]
    assert row.counts == [("Niesky", 1)]


def test_an_offer_at_a_postcode_counts_for_its_municipality(editor, staff, home):
    niesky = PlaceFactory(name="Niesky")
    MunicipalityPageFactory(parent=home, place=niesky, title="Niesky")
    part = PlaceFactory(name="Niesky", kind=Place.Kind.POSTCODE, code="14626-02906", municipality=niesky)
    offer = OfferFactory(place=part)
    offer.save_revision(user=editor)

    Workflow.objects.get().start(offer, editor)

    (row,) = [row for row in rows_for(staff(Role.REVIEWER)) if row.kind.name == "offers"]
    assert row.counts == [("Niesky", 1)]


@pytest.mark.parametrize(
    ("review_date", "is_listed"), [(days(-1), True), (days(0), False), (days(1), False), (None, False)]
)
def test_a_page_is_listed_from_the_day_after_its_day_of_checking(section, editor, review_date, is_listed):
    ArticlePageFactory(parent=section, title="Kindergeld", review_date=review_date)

    assert titles(editor, "checks") == (["Kindergeld"] if is_listed else [])


def test_a_fact_that_should_have_been_checked_is_listed_for_those_who_may_change_it(editor, staff):
    ReferenceFactory(reference="BMG § 17", review_date=days(-1))

    assert titles(editor, "checks") == ["BMG § 17"]
    assert titles(staff(Role.COORDINATOR), "checks") == []


@pytest.mark.parametrize(("day", "is_listed"), [(days(-1), True), (days(30), True), (days(31), False), (None, False)])
def test_a_page_is_listed_a_month_before_it_ends_and_stays_until_it_is_mended(section, editor, day, is_listed):
    ArticlePageFactory(parent=section, title="Förderung 2026", valid_until=day)

    assert titles(editor, "ending") == (["Förderung 2026"] if is_listed else [])


def test_a_page_that_goes_offline_soon_says_so(section, editor):
    ArticlePageFactory(parent=section, title="Sommerfest", expire_at=timezone.now() + timedelta(days=3))

    (row,) = [row for row in rows_for(editor) if row.kind.name == "ending"]

    assert [entry.title for entry in row.entries] == ["Sommerfest"]
    assert "geht" in row.entries[0].note


def test_a_translation_is_listed_once_its_german_page_was_published_after_it(home, section, editor):
    page = ArticlePageFactory(parent=section, title="Meldefrist")
    page.save_revision().publish()
    translate_page(home, title="Welcome")
    translate_page(section, title="Arriving")
    english = translate_page(page, title="Deadline")
    english.save_revision().publish()
    before = titles(editor, "translations")

    page.save_revision().publish()

    assert before == []
    assert titles(editor, "translations") == ["Meldefrist"]


def test_a_picture_is_listed_until_it_has_words_or_is_marked_as_decoration(editor):
    speechless = make_picture(title="Rathaus", alternative_text="")
    make_picture(title="Markt", alternative_text="Der Markt am Morgen")
    make_picture(title="Muster", alternative_text="", is_decorative=True)
    before = titles(editor, "alternatives")

    speechless.alternative_text = "Das Rathaus von Niesky"
    speechless.save()

    assert before == ["Rathaus"]
    assert titles(editor, "alternatives") == []


def test_a_picture_whose_right_of_use_ends_is_listed(editor):
    make_picture(title="Seefest", alternative_text="Ein Fest am See", valid_until=days(10))
    make_picture(title="Winter", alternative_text="Schnee", valid_until=days(60))

    assert titles(editor, "picture-rights") == ["Seefest"]


def test_what_there_is_to_do_is_counted_per_municipality(home, section, editor):
    zittau = MunicipalityPageFactory(parent=home, place=PlaceFactory(name="Zittau"), title="Zittau")
    ArticlePageFactory(parent=zittau, title="Bürgerbüro", review_date=days(-1))
    ArticlePageFactory(parent=zittau, title="Kitas", review_date=days(-1))
    ArticlePageFactory(parent=section, title="Kindergeld", review_date=days(-1))

    (row,) = [row for row in rows_for(editor) if row.kind.name == "checks"]

    assert row.counts == [("Zittau", 2), ("Landkreis", 1)]


def test_the_board_is_the_desks_start_page_and_leads_to_all_there_is_of_a_kind(client, home, section, editor):
    for number in range(6):
        ArticlePageFactory(parent=section, title=f"Seite {number}", review_date=days(-1))
    sign_in_staff(client, editor)

    board = client.get("/admin/").content.decode()
    all_of_them = client.get("/admin/to-do/checks/").content.decode()

    assert "Was zu tun ist" in board
    assert board.count(">Seite ") == 4
    assert "und 2 weitere" in board
    assert all_of_them.count(">Seite ") == 6


def test_a_list_can_be_limited_to_one_municipality_and_an_unknown_kind_is_none(client, home, section, editor):
    zittau = MunicipalityPageFactory(parent=home, place=PlaceFactory(name="Zittau"), title="Zittau")
    ArticlePageFactory(parent=zittau, title="Bürgerbüro", review_date=days(-1))
    ArticlePageFactory(parent=section, title="Kindergeld", review_date=days(-1))
    sign_in_staff(client, editor)

    in_zittau = client.get("/admin/to-do/checks/", {"place": "Zittau"}).content.decode()

    assert ">Bürgerbüro<" in in_zittau
    assert ">Kindergeld<" not in in_zittau
    assert client.get("/admin/to-do/unbekannt/").status_code == 404


def test_who_has_nothing_to_do_is_told_so(client, home, staff):
    sign_in_staff(client, staff(Role.COORDINATOR))

    assert "Nichts zu tun" in client.get("/admin/").content.decode()


def test_the_board_asks_the_database_a_fixed_number_of_times(
    home, section, editor, staff, settings, django_assert_max_num_queries
):
    settings.LINK_CHECK = True
    reviewer = staff(Role.REVIEWER)
    rows_for(reviewer)  # kinds of records are remembered by the process
    for number in range(10):
        page = ArticlePageFactory(parent=section, title=f"Seite {number}", review_date=days(-1), valid_until=days(3))
        page.save_revision(user=reviewer)
        page.get_workflow().start(page, editor)
        make_picture(title=f"Bild {number}", alternative_text="")
        offer = OfferFactory()
        offer.save_revision(user=editor)
        Workflow.objects.get().start(offer, editor)
        PlacedLink.objects.create(page=page, words="hier", to_page=99_000 + number)
        PlacedLink.objects.create(offer=offer, link=broken_link(f"https://weg.example/{number}"))
        FormSubmission.objects.create(page=FormPageFactory(parent=home, title=f"Formular {number}"), form_data={})
        AskedWords.objects.create(key=str(number), text=f"wort {number}", n_unanswered=3, last_day=days(0))
    fresh = type(reviewer).objects.get(pk=reviewer.pk)

    with django_assert_max_num_queries(MOST_QUERIES):
        rows = rows_for(fresh)

    listed = {row.kind.name for row in rows if row.entries}
    assert listed >= {"review", "offers", "checks", "ending", "alternatives", "links", "answers", "searches"}
