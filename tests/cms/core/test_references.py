"""Facts that are edited once: loading, changing, and knowing which pages a change touches."""

import csv
import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from cms.core.models import Reference, ReferenceWording
from cms.core.references import UnknownReferenceError, load_references, needing_attention, pages_touched
from matching import changes
from matching.models import Change
from tests.factories import AdministratorFactory, ArticlePageFactory, UserFactory, serve_portal, sign_in_staff
from tests.factories.records import ContactFactory, ReferenceFactory, make_picture

pytestmark = pytest.mark.django_db

ROW = {
    "key": "F002",
    "topic": "Anmelden",
    "statement_de": "Zwei Wochen.",
    "reference": "BMG § 17",
    "source": "Gesetzestext",
    "as_of": "2026-08-19",
    "confidence": "proven",
    "review_after": "2027-08-31",
}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "facts.csv", ROW)
    write(tmp_path, "facts_en.csv", {"key": "F002", "statement_en": "Two weeks."})
    return tmp_path


@pytest.fixture
def desk(client):
    serve_portal()
    sign_in_staff(client, AdministratorFactory())
    return client


def write(folder, name, *rows):
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def stored():
    return Reference.objects.get(key="F002")


def wording_in(language_code):
    return ReferenceWording.objects.get(reference__key="F002", language_code=language_code)


def page_showing(reference, **fields):
    """Publish an article with a reference and tell Wagtail's index of it, as its background task does."""
    home = Page.objects.filter(depth=2, slug="start").first() or serve_portal()
    story = json.dumps([{"type": "law", "value": {"references": [reference.pk]}}])
    page = ArticlePageFactory(parent=home, story=story, **fields)
    page.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(page)
    return page


def form_data(reference, **changed):
    wordings = list(reference.wordings.all())
    data = {
        **{name: getattr(reference, name) for name in ("key", "topic", "reference", "statement", "source", "as_of")},
        "review_date": reference.review_date.isoformat(),
        "wordings-TOTAL_FORMS": len(wordings),
        "wordings-INITIAL_FORMS": len(wordings),
        "wordings-MIN_NUM_FORMS": 0,
        "wordings-MAX_NUM_FORMS": 1000,
    }
    for number, wording in enumerate(wordings):
        data |= {
            f"wordings-{number}-id": wording.pk,
            f"wordings-{number}-language_code": wording.language_code,
            f"wordings-{number}-statement": wording.statement,
            f"wordings-{number}-ORDER": number + 1,
        }
    return {**data, **changed}


def edit(desk, reference, **changed):
    url = reverse("wagtailsnippets_core_reference:edit", args=[reference.pk])
    response = desk.post(url, form_data(reference, **changed))
    assert response.status_code == 302, response.content.decode()
    return response


# Loading


def test_loading_brings_statements_with_their_wordings(folder):
    loaded = load_references(folder=folder)

    assert (loaded.created, loaded.updated, loaded.kept) == (1, 0, 0)
    assert (stored().statement, stored().review_date) == ("Zwei Wochen.", date(2027, 8, 31))
    assert wording_in("en").statement == "Two weeks."
    assert not wording_in("en").is_stale


def test_loading_again_changes_nothing_and_writes_nothing(folder, django_assert_max_num_queries):
    load_references(folder=folder)
    n_changes = Change.objects.count()

    with django_assert_max_num_queries(4):
        loaded = load_references(folder=folder)

    assert (loaded.created, loaded.updated, loaded.kept) == (0, 0, 1)
    assert Change.objects.count() == n_changes


def test_what_an_editor_wrote_stays_while_the_file_stays_the_same(folder):
    load_references(folder=folder)
    Reference.objects.update(statement="Binnen zwei Wochen.")
    ReferenceWording.objects.update(statement="Within two weeks.")

    load_references(folder=folder)

    assert stored().statement == "Binnen zwei Wochen."
    assert wording_in("en").statement == "Within two weeks."


def test_a_row_that_changed_wins_and_its_wordings_grow_stale(folder):
    load_references(folder=folder)
    Reference.objects.update(statement="Binnen zwei Wochen.")

    write(folder, "facts.csv", {**ROW, "statement_de": "Vier Wochen."})
    loaded = load_references(folder=folder)

    assert loaded.updated == 1
    assert stored().statement == "Vier Wochen."
    assert stored().changed_at is not None
    assert wording_in("en").is_stale


def test_a_new_review_date_alone_is_no_change_of_the_statement(folder):
    load_references(folder=folder)

    write(folder, "facts.csv", {**ROW, "review_after": "2028-08-31"})
    load_references(folder=folder)

    assert stored().review_date == date(2028, 8, 31)
    assert stored().changed_at is None


def test_a_wording_that_an_editor_removed_stays_away_until_its_row_changes(folder):
    load_references(folder=folder)
    ReferenceWording.objects.all().delete()

    load_references(folder=folder)
    after_the_same_file = ReferenceWording.objects.count()
    write(folder, "facts_en.csv", {"key": "F002", "statement_en": "Within two weeks."})
    load_references(folder=folder)

    assert after_the_same_file == 0
    assert wording_in("en").statement == "Within two weeks."


def test_a_wording_of_nothing_is_refused_with_its_key(folder):
    write(folder, "facts_en.csv", {"key": "F999", "statement_en": "Nothing."})

    with pytest.raises(UnknownReferenceError, match="F999"):
        load_references(folder=folder)

    assert not Reference.objects.exists()


def test_the_statements_that_ship_with_the_portal_can_be_loaded(capsys):
    call_command("load_references")
    call_command("load_references")

    assert Reference.objects.count() > 300
    assert Reference.objects.filter(changes_yearly=True).exists()
    assert "0 new, 0 renewed" in capsys.readouterr().out


# Changing at the desk


def test_changing_the_statement_makes_wordings_stale_and_remembers_when(desk):
    reference = ReferenceFactory(statement="Zwei Wochen.")
    ReferenceWording.objects.create(
        reference=reference, language_code="en", statement="Two weeks.", based_on="Zwei Wochen."
    )

    edit(desk, reference, statement="Vier Wochen.")

    reference.refresh_from_db()
    assert reference.changed_at is not None
    assert reference.wordings.get().is_stale


def test_correcting_the_source_changes_nothing_for_readers(desk):
    reference = ReferenceFactory()

    edit(desk, reference, source="Anders gefunden")

    reference.refresh_from_db()
    assert reference.source == "Anders gefunden"
    assert reference.changed_at is None


def test_a_wording_that_is_written_anew_is_no_longer_stale(desk):
    reference = ReferenceFactory(statement="Vier Wochen.")
    ReferenceWording.objects.create(reference=reference, language_code="en", statement="Two weeks.", based_on="Zwei.")

    edit(desk, reference, **{"wordings-0-statement": "Four weeks."})

    assert not reference.wordings.get().is_stale


def test_a_wording_that_is_still_right_needs_only_a_tick(desk):
    reference = ReferenceFactory(statement="Zwei Wochen nach dem Einzug.")
    ReferenceWording.objects.create(reference=reference, language_code="en", statement="Two weeks.", based_on="Zwei.")

    edit(desk, reference, topic="Wohnen")
    without_tick = reference.wordings.get().is_stale
    edit(desk, reference, **{"wordings-0-is_checked": "on"})

    assert without_tick
    assert not reference.wordings.get().is_stale


def test_the_form_shows_stale_wordings_and_the_pages_that_a_change_touches(desk):
    reference = ReferenceFactory(statement="Vier Wochen.")
    ReferenceWording.objects.create(reference=reference, language_code="en", statement="Two weeks.", based_on="Zwei.")
    page_showing(reference, title="Umziehen ohne Umweg")

    html = desk.get(reverse("wagtailsnippets_core_reference:edit", args=[reference.pk])).content.decode()

    assert "Umziehen ohne Umweg" in html
    assert "icon-warning" in html
    assert '<q lang="de">Zwei.</q>' in html


def test_the_list_is_narrowed_by_topic_and_by_overdue_checks(desk):
    overdue = ReferenceFactory(topic="Rente", review_date=timezone.localdate() - timedelta(days=1))
    other = ReferenceFactory(topic="Kita")
    url = reverse("wagtailsnippets_core_reference:list")

    by_topic = desk.get(url, {"topic": "Rente"}).content.decode()
    by_date = desk.get(url, {"is_overdue": "true"}).content.decode()

    for html in (by_topic, by_date):
        assert overdue.reference in html
        assert f">{other.reference}<" not in html


# Which pages


def test_a_reference_knows_its_pages_in_two_queries(django_assert_max_num_queries):
    first, second, unused = ReferenceFactory(), ReferenceFactory(), ReferenceFactory()
    one, two = page_showing(first), page_showing(second)
    pages_touched(records=[unused])  # Django reads its content types once

    with django_assert_max_num_queries(2):
        touched = pages_touched(records=[first, second, unused])

    assert {pk: [use.page.pk for use in uses] for pk, uses in touched.items()} == {
        first.pk: [one.pk],
        second.pk: [two.pk],
    }


def test_nobody_must_look_at_what_is_neither_overdue_nor_changed():
    page_showing(ReferenceFactory())

    assert list(needing_attention()) == []


def test_an_overdue_reference_must_be_looked_at_even_without_a_page():
    overdue = ReferenceFactory(review_date=timezone.localdate() - timedelta(days=1))

    assert list(needing_attention()) == [overdue]


def test_a_changed_reference_must_be_looked_at_until_its_pages_are_published_again(desk):
    reference = ReferenceFactory()
    page = page_showing(reference)
    edit(desk, reference, statement="Vier Wochen.")

    before = list(needing_attention())
    page.save_revision().publish()

    assert before == [reference]
    assert list(needing_attention()) == []


def test_the_report_lists_overdue_and_changed_references_with_their_pages(desk):
    overdue = ReferenceFactory(review_date=timezone.localdate() - timedelta(days=1))
    page_showing(overdue, title="Umziehen ohne Umweg")
    well = ReferenceFactory()

    html = desk.get(reverse("reference_report")).content.decode()

    assert overdue.reference in html
    assert "Umziehen ohne Umweg" in html
    assert f">{well.reference}<" not in html


def test_the_report_is_not_for_staff_who_may_not_edit_references(client):
    serve_portal()
    sign_in_staff(client, UserFactory(is_staff=True, password="Umgebindehaus-1789"))

    assert client.get(reverse("reference_report")).status_code in (302, 403)


# The change log


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (ReferenceFactory, changes.Kind.REFERENCE),
        (ContactFactory, changes.Kind.CONTACT),
        (make_picture, changes.Kind.PICTURE),
    ],
)
def test_records_that_pages_show_are_noted_when_they_are_saved_and_when_they_go(make, kind):
    record = make()
    pk = str(record.pk)
    position = changes.head()

    record.save()
    after_saving = [(line.kind, line.object_id) for line in changes.read_after(position)]
    position = changes.head()
    record.delete()

    assert (kind, pk) in after_saving
    assert (kind, pk) in [(line.kind, line.object_id) for line in changes.read_after(position)]


def test_a_new_wording_is_a_change_of_its_reference():
    reference = ReferenceFactory()
    position = changes.head()

    ReferenceWording.objects.create(reference=reference, language_code="en", statement="Two weeks.")

    noted = {(line.kind, line.object_id) for line in changes.read_after(position)}
    assert (changes.Kind.REFERENCE, str(reference.pk)) in noted
