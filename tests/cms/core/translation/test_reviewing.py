"""A translation that an editor wrote sentence by sentence reaches visitors through the same review as any page."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.accounts.services import Role, ensure_roles, give_role
from cms.core.stand_ins import was_published
from cms.desk.board import rows_for
from cms.welcome.models import MunicipalityPage
from tests.factories import ArticlePageFactory, UserFactory, serve_portal, sign_in_staff

pytestmark = pytest.mark.django_db

GERMAN, ENGLISH = "Wohnung anmelden", "Register your home"


@pytest.fixture
def article():
    home = serve_portal()
    english = Locale.objects.get_or_create(language_code="en")[0]
    home.copy_for_translation(english).save_revision().publish()
    article = ArticlePageFactory(parent=home, title=GERMAN, slug="wohnung-anmelden")
    article.save_revision().publish()
    return article


@pytest.fixture
def translation(article):
    """Return the English page as the desk's "translate this page" leaves it, with one sentence translated."""
    locale = Locale.objects.get(language_code="en")
    source, _is_new = TranslationSource.get_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=locale)
    translation.save_target(publish=False)
    segment = source.stringsegment_set.get(string__data=GERMAN)
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=locale, data=ENGLISH
    )
    return article.get_translation(locale)


def browser_of(role):
    ensure_roles()
    user = UserFactory()
    give_role(user=user, role=role)
    client = Client()
    sign_in_staff(client, user)
    client.user = user
    return client


def way(page):
    return reverse("translation_review", args=[page.pk])


def decision(page, **answer):
    """Return what the form of the review sends, from what stands on the page now."""
    page = type(page).objects.get(pk=page.pk)
    return {"submitted": page.current_workflow_task_state.pk, **answer}


def editing(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_an_editor_is_led_to_the_review_and_the_reviewer_publishes_what_was_submitted(translation):
    editor, reviewer = browser_of(Role.EDITOR), browser_of(Role.REVIEWER)
    assert way(translation) in editor.get(editing(translation)).content.decode()

    editor.post(way(translation))
    waiting = [entry.title for row in rows_for(reviewer.user) if row.kind.name == "review" for entry in row.entries]
    led = reviewer.get(editing(translation)).content.decode()
    reviewer.post(way(translation), decision(translation, is_approved="yes"))

    assert waiting == [ENGLISH]
    assert way(translation) in led
    translation.refresh_from_db()
    assert (translation.title, translation.live) == (ENGLISH, True)
    assert translation.current_workflow_state is None


def test_submitting_changes_nothing_that_visitors_see(translation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get().save_target(publish=True)
    StringTranslation.objects.update(data="Sign up your home")

    browser_of(Role.EDITOR).post(way(translation))

    translation.refresh_from_db()
    assert (translation.title, translation.live) == (ENGLISH, True)
    assert translation.get_latest_revision_as_object().title == "Sign up your home"


def test_whoever_gives_a_translation_back_says_why_and_the_translator_reads_it(translation, mailoutbox):
    editor, reviewer = browser_of(Role.EDITOR), browser_of(Role.REVIEWER)
    editor.post(way(translation))
    mailoutbox.clear()

    refused = reviewer.post(way(translation), decision(translation, is_approved="no", reason=""))
    is_still_waiting = translation.workflow_in_progress
    answer = decision(translation, is_approved="no", reason="Bitte „Anmeldung“ statt „Registrierung“.")
    reviewer.post(way(translation), answer)

    assert "Sagen Sie, was zu ändern ist" in refused.content.decode()
    assert is_still_waiting
    translation.refresh_from_db()
    assert not translation.live
    assert "Bitte „Anmeldung“" in mail.outbox[-1].body
    assert way(translation) in editor.get(editing(translation)).content.decode()


def test_what_was_given_back_can_be_submitted_again(translation):
    editor, reviewer = browser_of(Role.EDITOR), browser_of(Role.REVIEWER)
    editor.post(way(translation))
    reviewer.post(way(translation), decision(translation, is_approved="no", reason="Bitte kürzer."))
    StringTranslation.objects.update(data="Sign up")

    editor.post(way(translation))
    reviewer.post(way(translation), decision(translation, is_approved="yes"))

    translation.refresh_from_db()
    assert (translation.title, translation.live) == ("Sign up", True)


def test_a_yes_counts_for_what_was_seen_and_for_nothing_later(translation):
    editor, reviewer = browser_of(Role.EDITOR), browser_of(Role.REVIEWER)
    editor.post(way(translation))
    seen = decision(translation, is_approved="yes")
    reviewer.post(way(translation), decision(translation, is_approved="no", reason="Bitte kürzer."))
    editor.post(way(translation))

    overtaken = reviewer.post(way(translation), seen, follow=True)
    translation.get_latest_revision_as_object().save_revision()
    overtaken_too = reviewer.post(way(translation), decision(translation, is_approved="yes"), follow=True)

    assert "Inzwischen hat jemand anderes" in overtaken.content.decode()
    assert "Inzwischen hat jemand anderes" in overtaken_too.content.decode()
    translation.refresh_from_db()
    assert not translation.live


def test_a_translation_that_somebody_locked_is_not_submitted_by_another(translation):
    colleague, editor = browser_of(Role.EDITOR), browser_of(Role.EDITOR)
    colleague.post(reverse("wagtailadmin_pages:lock", args=[translation.pk]))

    editor.post(way(translation))

    translation.refresh_from_db()
    assert (translation.locked, translation.workflow_in_progress) == (True, False)


def test_asking_for_a_translation_publishes_nothing(article, django_capture_on_commit_callbacks):
    editor, english = browser_of(Role.EDITOR), Locale.objects.get(language_code="en")
    child = ArticlePageFactory(parent=article.get_parent(), title="Ummelden", slug="ummelden")
    child.save_revision().publish()

    with django_capture_on_commit_callbacks(execute=True):
        address = reverse("wagtail_localize:submit_page_translation", args=[child.pk])
        editor.post(address, {"locales": [english.pk], "include_subtree": "on"})

    twin = child.get_translation(english)
    assert not was_published(twin)


@pytest.mark.parametrize("answer", [{"is_approved": "yes"}, {"is_approved": "no", "reason": "nein"}, {}])
def test_an_editor_decides_nothing_about_a_translation_that_waits(translation, answer):
    editor = browser_of(Role.EDITOR)
    editor.post(way(translation))

    response = editor.post(way(translation), decision(translation, **answer))

    assert "wartet auf jemanden, der Seiten freigibt" in response.content.decode()
    translation.refresh_from_db()
    assert (translation.live, translation.workflow_in_progress) == (False, True)


def test_an_editor_cannot_put_the_german_text_in_place_of_a_published_translation(
    translation, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get().save_target(publish=True)
    address = reverse("wagtail_localize:convert_to_alias", args=[translation.pk])

    refused = browser_of(Role.EDITOR).post(address, follow=True)
    after_editor = type(translation).objects.get(pk=translation.pk).title
    browser_of(Role.REVIEWER).post(address)

    assert "Fragen Sie jemanden, der Seiten freigibt" in refused.content.decode()
    assert after_editor == ENGLISH
    assert type(translation).objects.get(pk=translation.pk).title == GERMAN


def test_translators_are_not_asked_which_municipality_it_is_and_which_color_it_has():
    fields = {field.field_name: field for field in get_translatable_fields(MunicipalityPage)}

    for name in ("place", "color"):
        assert fields[name].is_synchronized(MunicipalityPage())
        assert not fields[name].is_overridable(MunicipalityPage())
