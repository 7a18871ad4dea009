"""Who wrote through a form, and who searched in vain, stands on the board until somebody has done something."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission

from cms.accounts.services import Role
from cms.core.models import TownHall
from cms.desk.board import rows_for
from cms.welcome.services import mark_answered, mark_unanswered
from search.models import AskedWords
from tests.factories import FormPageFactory, MunicipalityPageFactory, PlaceFactory, UserFactory, sign_in_staff


def row_of(user, kind):
    (row,) = [row for row in rows_for(user) if row.kind.name == kind]
    return row


def sent(page, *, days_ago=0):
    one = FormSubmission.objects.create(page=page, form_data={"ihre_nachricht": "Wo ist die Kita?"})
    FormSubmission.objects.filter(pk=one.pk).update(submit_time=timezone.now() - timedelta(days=days_ago))
    return one


@pytest.fixture
def editor(staff):
    return staff(Role.EDITOR)


def test_a_form_is_listed_with_how_many_wait_and_since_when_until_all_are_answered(home, editor):
    page = FormPageFactory(parent=home)
    old, new = sent(page, days_ago=9), sent(page)
    (before,) = row_of(editor, "answers").entries
    n_before = row_of(editor, "answers").n

    mark_answered(page_id=page.pk, submission_ids=[old.pk], by=editor)
    (after_one,) = row_of(editor, "answers").entries
    mark_answered(page_id=page.pk, submission_ids=[new.pk], by=editor)

    assert before.url == f"/admin/forms/submissions/{page.pk}/?state=open"
    assert n_before == 2
    assert before.note.startswith("2 ")
    assert f"{timezone.localdate() - timedelta(days=9):%d.%m.%Y}" in before.note
    assert after_one.note.startswith("1 ")
    assert row_of(editor, "answers").entries == []


def test_a_message_that_was_not_answered_after_all_waits_again(home, editor):
    page = FormPageFactory(parent=home)
    one = sent(page)
    mark_answered(page_id=page.pk, submission_ids=[one.pk], by=editor)

    mark_unanswered(page_id=page.pk, submission_ids=[one.pk])

    assert len(row_of(editor, "answers").entries) == 1


def test_what_people_wrote_is_not_on_the_board(client, home, editor):
    sent(FormPageFactory(parent=home))
    sign_in_staff(client, editor)

    assert "Wo ist die Kita?" not in client.get("/admin/").content.decode()


def test_a_municipalitys_editor_sees_only_its_own_forms(home, staff):
    place = PlaceFactory(name="Zittau")
    zittau = MunicipalityPageFactory(parent=home, place=place, title="Zittau")
    rathaus = FormPageFactory(parent=zittau, title="An das Rathaus")
    sent(rathaus)
    sent(rathaus)
    sent(FormPageFactory(parent=home, title="An den Landkreis"))
    theirs = UserFactory()
    theirs.groups.add(TownHall.objects.get(municipality=place).group)
    theirs = type(theirs).objects.get(pk=theirs.pk)

    assert [entry.title for entry in row_of(theirs, "answers").entries] == ["An das Rathaus"]
    assert dict(row_of(staff(Role.EDITOR), "answers").counts) == {"Landkreis": 1, "Zittau": 2}
    assert row_of(staff(Role.COORDINATOR), "answers").entries == []


def test_words_in_vain_lead_to_the_list_where_a_page_or_a_synonym_is_written(home, editor, staff):
    asked = {"language": "de", "n_unanswered": 4, "n_days": 3, "last_day": timezone.localdate()}
    AskedWords.objects.create(key="a", text="hundesteuer", **asked)
    AskedWords.objects.create(key="b", **asked)
    AskedWords.objects.create(key="c", text="alt", is_hidden=True, **asked)

    (entry,) = row_of(editor, "searches").entries

    assert (entry.title, entry.url) == ("hundesteuer", "/admin/search-desk/#unanswered")
    assert entry.note.startswith("4 ")
    assert row_of(staff(Role.COORDINATOR), "searches").entries == []


def test_words_in_vain_stand_once_on_the_start_page(client, home, editor):
    AskedWords.objects.create(
        key="a", text="hundesteuer", language="de", n_unanswered=4, n_days=3, last_day=timezone.localdate()
    )
    sign_in_staff(client, editor)

    html = client.get("/admin/").content.decode()

    assert html.count("/admin/search-desk/#unanswered") == 1
