"""The office notes at the desk what it has answered; who did it and when stays with the message."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission

from cms.accounts.services import Role, ensure_roles, give_role
from cms.core.models import TownHall
from cms.welcome.models import AnsweredSubmission
from cms.welcome.services import KEPT_FOR, forget_form_answers, mark_answered
from tests.factories import (
    FormPageFactory,
    MunicipalityPageFactory,
    PlaceFactory,
    UserFactory,
    sign_in_staff,
)


@pytest.fixture
def form_page(home):
    return FormPageFactory(parent=home)


@pytest.fixture
def editor(db):
    ensure_roles()
    person = UserFactory(first_name="Ines", last_name="Kramer")
    give_role(user=person, role=Role.EDITOR)
    return person


def sent(page, words="Wo ist die Kita?"):
    return FormSubmission.objects.create(page=page, form_data={"ihre_nachricht": words})


def press(client, page, **button):
    return client.post(reverse("form_answers_mark", args=[page.pk]), button)


def table(client, page, **chosen):
    return client.get(reverse("wagtailforms:list_submissions", args=[page.pk]), chosen).content.decode()


def test_a_button_marks_a_message_as_answered_and_another_takes_it_back(client, form_page, editor):
    one = sent(form_page)

    with time_machine.travel("2026-12-01 12:00:00+01:00", tick=False):
        sign_in_staff(client, editor)
        response = press(client, form_page, answered=str(one.pk))
        mark = AnsweredSubmission.objects.get()
        html = table(client, form_page)
        press(client, form_page, open=str(one.pk))

    assert response.status_code == 302
    assert (mark.submission, mark.answered_by) == (one, editor)
    assert "01.12.2026" in html
    assert "Ines Kramer" in html
    assert not AnsweredSubmission.objects.exists()


def test_all_of_a_page_are_marked_at_once(client, form_page, editor):
    numbers = [sent(form_page).pk for _message in range(3)]
    sign_in_staff(client, editor)
    html = table(client, form_page)

    press(client, form_page, answered=",".join(map(str, numbers)))

    assert f'value="{",".join(str(number) for number in reversed(numbers))}"' in html
    assert AnsweredSubmission.objects.count() == 3


def test_whoever_was_first_stays(form_page, editor):
    one = sent(form_page)

    mark_answered(page_id=form_page.pk, submission_ids=[one.pk], by=editor)
    n_again = mark_answered(page_id=form_page.pk, submission_ids=[one.pk], by=UserFactory())

    assert n_again == 0
    assert AnsweredSubmission.objects.get().answered_by == editor


def test_the_table_can_be_limited_to_what_waits(client, form_page, editor):
    waiting, done = sent(form_page, "Wartet noch"), sent(form_page, "Ist beantwortet")
    mark_answered(page_id=form_page.pk, submission_ids=[done.pk], by=editor)
    sign_in_staff(client, editor)

    html = table(client, form_page, state="open")
    answered = table(client, form_page, state="answered")

    assert "Wartet noch" in html
    assert "Ist beantwortet" not in html
    assert "Ist beantwortet" in answered
    assert waiting.page_id == form_page.pk


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_messages(
    client, form_page, editor, django_assert_max_num_queries
):
    sign_in_staff(client, editor)
    for _message in range(15):
        mark_answered(page_id=form_page.pk, submission_ids=[sent(form_page).pk], by=editor)
    table(client, form_page)

    with django_assert_max_num_queries(30):
        table(client, form_page)


@pytest.mark.parametrize("words", ["", "x", "-1", "9" * 30, "1,,x", "1;DROP"])
def test_words_that_are_no_messages_mark_nothing(client, form_page, editor, words):
    FormSubmission.objects.filter(pk=1).delete()
    sign_in_staff(client, editor)

    assert press(client, form_page, answered=words).status_code == 302
    assert not AnsweredSubmission.objects.exists()


def test_messages_of_another_form_are_not_marked(client, home, form_page, editor):
    other = sent(FormPageFactory(parent=home, title="Barriere melden"))
    sign_in_staff(client, editor)

    press(client, form_page, answered=str(other.pk))

    assert not AnsweredSubmission.objects.exists()


def test_looking_at_the_address_marks_nothing(client, form_page, editor):
    sign_in_staff(client, editor)

    assert client.get(reverse("form_answers_mark", args=[form_page.pk])).status_code == 405


def test_a_foreign_page_cannot_send_the_way_elsewhere(client, form_page, editor):
    sign_in_staff(client, editor)

    response = press(client, form_page, answered=str(sent(form_page).pk), next="https://boese.example/")

    assert response["Location"].startswith("/admin/forms/")


def test_a_municipalitys_editor_marks_in_its_own_forms_only(client, home, form_page):
    place = PlaceFactory(name="Zittau")
    own_form = FormPageFactory(parent=MunicipalityPageFactory(parent=home, place=place, title="Zittau"))
    mine, foreign = sent(own_form), sent(form_page)
    theirs = UserFactory()
    theirs.groups.add(TownHall.objects.get(municipality=place).group)
    sign_in_staff(client, theirs)

    answers = [
        press(client, own_form, answered=f"{mine.pk},{foreign.pk}").status_code,
        press(client, form_page, answered=str(foreign.pk)).status_code,
    ]

    assert answers == [302, 404]
    assert AnsweredSubmission.objects.get().submission == mine


def test_deleting_a_message_or_forgetting_it_in_time_takes_the_mark_along(client, form_page, editor):
    deleted, old, young = sent(form_page), sent(form_page), sent(form_page)
    mark_answered(page_id=form_page.pk, submission_ids=[deleted.pk, old.pk, young.pk], by=editor)
    FormSubmission.objects.filter(pk=old.pk).update(submit_time=timezone.now() - KEPT_FOR - timedelta(hours=1))
    sign_in_staff(client, editor)

    delete = reverse("wagtailforms:delete_submissions", args=[form_page.pk])
    client.post(f"{delete}?selected-submissions={deleted.pk}")
    n_forgotten = forget_form_answers()

    assert n_forgotten == 1
    assert AnsweredSubmission.objects.get().submission == young


def test_who_leaves_is_forgotten_and_the_message_stays_answered(form_page, editor):
    mark_answered(page_id=form_page.pk, submission_ids=[sent(form_page).pk], by=editor)

    editor.delete()

    assert AnsweredSubmission.objects.get().answered_by is None
