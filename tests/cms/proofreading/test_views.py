"""Findings stand beside the form, speak of what is in it now, and are for those who may edit the page."""

import json

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.accounts.services import Role
from tests.factories import ArticlePageFactory, SectionPageFactory, sign_in_staff


@pytest.fixture
def section(home):
    return SectionPageFactory(parent=home, title="Ankommen")


@pytest.fixture
def page(section):
    story = json.dumps([{"type": "text", "value": "<h2>Gut</h2><p>So ist es gut.</p>", "id": "a"}])
    return ArticlePageFactory(parent=section, title="Wohnung anmelden", story=story)


@pytest.fixture
def editor(client, staff):
    return sign_in_staff(client, staff(Role.EDITOR))


def as_typed(title, markup):
    story = {"story": streamfield([("text", rich_text(markup))])}
    comments = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return {**nested_form_data(story), **comments, "title": title, "slug": "neu", "summary": "Kurz gesagt."}


def test_the_form_is_read_as_it_stands_and_nothing_of_it_is_kept(client, editor, page):
    typed = as_typed("Wohnung anmelden", '<p>Den Antrag gibt es <a href="https://amt.example">hier</a>.</p>')

    answer = client.post(reverse("page_findings", args=[page.pk]), typed).content.decode()

    assert "data-findings-go" in answer
    assert "„hier“" in answer or "“hier”" in answer
    page.refresh_from_db()
    assert page.latest_revision is None
    assert "hier" not in page.body_text


def test_a_page_that_was_never_saved_is_read_too(client, editor, section):
    address = reverse("page_findings_on_add", args=["welcome", "articlepage", section.pk])

    answer = client.post(address, as_typed("x" * 70, "<p>Gut.</p>")).content.decode()

    assert 'data-findings-go="title"' in answer
    assert section.get_children().count() == 0


def test_the_panel_of_checks_asks_for_the_findings_of_its_page(client, editor, section, page):
    editing = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    adding = client.get(reverse("wagtailadmin_pages:add", args=["welcome", "articlepage", section.pk]))

    assert f'data-findings-url="{reverse("page_findings", args=[page.pk])}"' in editing
    assert reverse("page_findings_on_add", args=["welcome", "articlepage", section.pk]) in adding.content.decode()


def test_the_last_drafts_findings_have_a_page_of_their_own_that_leads_into_the_form(client, editor, page):
    page.story = json.dumps([{"type": "text", "value": "<h3>Zu klein</h3>", "id": "a"}])
    page.save_revision()

    shown = client.get(reverse("page_findings", args=[page.pk])).content.decode()

    assert "Zu klein" in shown
    assert "#:w:contentpath=story.a" in shown


def test_who_may_not_edit_a_page_learns_nothing_about_it(client, staff, section, page):
    sign_in_staff(client, staff(Role.COORDINATOR))

    edited = client.get(reverse("page_findings", args=[page.pk]))
    added = client.post(reverse("page_findings_on_add", args=["welcome", "articlepage", section.pk]), {})

    assert page.title not in edited.content.decode()
    assert {edited.status_code, added.status_code} <= {302, 403, 404}


def test_the_preview_that_checks_look_at_may_stand_in_the_desks_own_frame(client, editor, page):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client.post(address, as_typed("Den Führerschein umschreiben", "<p>Gut.</p>"))

    preview, public = client.get(address), client.get(page.url)

    assert "Den Führerschein umschreiben" in preview.content.decode()
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'none'" in public["Content-Security-Policy"]


def test_a_draft_keeps_the_strict_policy_of_public_pages(client, editor, page):
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    beside_the_form = client.get(
        reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk]), {"in_preview_panel": "true"}
    )

    assert "'unsafe-inline'" not in draft["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in draft["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in beside_the_form["Content-Security-Policy"]
