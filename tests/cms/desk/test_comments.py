"""Whoever writes and whoever approves talk beside the text, and those who follow get a mail in their language."""

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.admin.panels import CommentPanel
from wagtail.models import Comment, Page, PageSubscription
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.accounts.services import Role
from tests.factories import SectionPageFactory, sign_in_staff

QUESTION, ANSWER = "Sind es wirklich vier Wochen?", "Ja, laut Merkblatt."


class Colleague:
    """Somebody with a role, at the desk."""

    def __init__(self, person):
        self.person, self.browser = person, Client()
        sign_in_staff(self.browser, person)

    def create(self, section):
        address = reverse("wagtailadmin_pages:add", args=["welcome", "articlepage", section.pk])
        answer = self.browser.post(address, form())
        assert answer.status_code == 302
        return Page.objects.get(slug="anmelden")

    def save(self, page, **comment):
        """Save the page with its only comment: the fields given here in place of those that stand."""
        data = form(comment, n_before=page.wagtail_admin_comments.filter(resolved_at=None).count())
        answer = self.browser.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
        assert answer.status_code == 302


def form(comment=None, *, n_before=0):
    fields = {"title": "Anmelden", "slug": "anmelden", "summary": "Vier Wochen.", "comment_notifications": "on"}
    data = nested_form_data({"story": streamfield([])})
    count = {"comments-TOTAL_FORMS": "1" if comment else str(n_before), "comments-INITIAL_FORMS": str(n_before)}
    written = {f"comments-0-{name.replace('__', '-')}": value for name, value in (comment or {}).items()}
    empty = {"comments-0-replies-TOTAL_FORMS": "0", "comments-0-replies-INITIAL_FORMS": "0"} if comment else {}
    return {**fields, **data, **count, **empty, **written}


@pytest.fixture
def writer(home, staff):
    return Colleague(staff(Role.EDITOR))


@pytest.fixture
def reviewer(home, staff):
    return Colleague(staff(Role.REVIEWER))


@pytest.fixture
def page(home, writer):
    return writer.create(SectionPageFactory(parent=home, title="Ankommen"))


@pytest.fixture
def asked(page, reviewer):
    """The reviewer has asked a question beside the summary."""
    reviewer.save(page, contentpath="summary", text=QUESTION)
    return page.wagtail_admin_comments.get()


def letters_to(colleague):
    return [letter for letter in mail.outbox if letter.to == [colleague.person.email]]


def test_every_kind_of_page_can_be_commented():
    ours = [model for model in apps.get_models() if issubclass(model, Page) and model.__module__.startswith("cms.")]

    without = [model for model in ours if not any(isinstance(one, CommentPanel) for one in model.settings_panels)]

    assert ours
    assert without == []


def test_whoever_made_a_page_gets_a_mail_about_a_comment_in_german(asked, writer, reviewer):
    (letter,) = letters_to(writer)

    assert asked.user == reviewer.person
    assert "Neue Kommentare" in letter.body
    assert QUESTION in letter.body
    assert "Kommentare" in letter.subject
    assert letters_to(reviewer) == []


def test_whoever_asked_gets_the_answer(asked, page, writer, reviewer):
    PageSubscription.objects.filter(user=reviewer.person).delete()  # took part, but does not follow the page
    new = {"replies__TOTAL_FORMS": "1", "replies__0__text": ANSWER}

    writer.save(page, id=asked.pk, contentpath="summary", text=QUESTION, **new)

    assert asked.replies.get().user == writer.person
    (letter,) = letters_to(reviewer)
    assert "Neue Antworten" in letter.body
    assert ANSWER in letter.body


def test_a_settled_comment_leaves_the_page_and_stays_known(asked, page, writer, reviewer):
    writer.save(page, id=asked.pk, contentpath="summary", text=QUESTION, resolved="true")

    settled = Comment.objects.get()
    assert settled.resolved_by == writer.person
    assert "Gelöste Kommentare" in letters_to(reviewer)[-1].body
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert QUESTION not in reviewer.browser.get(address).content.decode()


def test_a_comment_is_never_shown_to_visitors(asked, page, reviewer):
    page.get_latest_revision().publish()

    assert QUESTION not in Client().get(page.url).content.decode()
