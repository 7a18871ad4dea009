"""Translations: what is missing or old, what the machine may draft, and what a reader sees meanwhile."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page, PageViewRestriction
from wagtail_localize.models import StringTranslation

from cms.core import translation_desk
from cms.core.translation import NoTranslatorError, State, draft_translation, overview, request_drafts
from tests.factories import (
    AdministratorFactory,
    ArticlePageFactory,
    SectionPageFactory,
    UserFactory,
    serve_portal,
    sign_in_staff,
)

pytestmark = pytest.mark.django_db

SENTENCES = {
    "Wohnung anmelden": {"en": "Register your home"},
    "So geht es.": {"en": "This is how."},
}


@pytest.fixture
def english():
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def home(english):
    home = serve_portal()
    twin = home.copy_for_translation(english)
    twin.save_revision().publish()
    return home


@pytest.fixture
def article(home):
    return ArticlePageFactory(
        parent=home, title="Wohnung anmelden", slug="wohnung-anmelden", story=[("text", "<p>So geht es.</p>")]
    )


@pytest.fixture
def dictionary(settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "cms.core.translation.machine.DictionaryTranslator",
        "OPTIONS": {"SENTENCES": SENTENCES},
    }


@pytest.fixture
def desk(client, home):
    sign_in_staff(client, AdministratorFactory())
    return client


def state(page, code="en"):
    (row,) = [row for row in overview() if row.page_id == page.pk]
    return next(one.state for one in row.translations if one.language_code == code)


def translated(page, english, *, publish=True):
    twin = page.copy_for_translation(english)
    revision = twin.save_revision()
    if publish:
        revision.publish()
    twin.refresh_from_db()
    return twin


def test_a_page_without_translation_is_missing(article):
    assert state(article) == State.MISSING


def test_a_published_translation_is_current_and_a_draft_is_a_draft(home, article, english):
    other = SectionPageFactory(parent=home, title="Leben", slug="leben")

    translated(article, english)
    translated(other, english, publish=False)

    assert state(article) == State.CURRENT
    assert state(other) == State.DRAFT


def test_publishing_the_german_page_makes_its_translation_stale_until_that_is_published_again(article, english):
    twin = translated(article, english)

    article.save_revision().publish()
    stale = state(article)
    twin.save_revision().publish()

    assert stale == State.STALE
    assert state(article) == State.CURRENT


def test_an_alias_is_the_german_page_shown_for_want_of_a_better(article, english):
    article.copy_for_translation(english, alias=True)

    assert state(article) == State.FALLBACK


def test_the_overview_takes_the_same_queries_for_one_page_and_for_twenty(home, django_assert_num_queries):
    with django_assert_num_queries(2):
        few = overview()
    for number in range(20):
        ArticlePageFactory(parent=home, title=f"Seite {number}", slug=f"seite-{number}")

    with django_assert_num_queries(2):
        many = overview()

    assert len(many) == len(few) + 20


def test_the_report_costs_few_queries_however_many_pages_there_are(desk, home, django_assert_max_num_queries):
    for number in range(20):
        ArticlePageFactory(parent=home, title=f"Seite {number}", slug=f"seite-{number}")
    desk.get(reverse("translation_report"))

    with django_assert_max_num_queries(15):
        answer = desk.get(reverse("translation_report"))

    assert "Seite 19" in answer.content.decode()


def test_who_edits_an_old_translation_is_told_and_led_to_the_german_page(desk, article, english):
    twin = translated(article, english)
    article.save_revision().publish()

    html = desk.get(reverse("wagtailadmin_pages:edit", args=[twin.pk])).content.decode()

    assert "Älter als die deutsche Seite" in html
    assert reverse("wagtailadmin_pages:edit", args=[article.pk]) in html


@pytest.mark.parametrize("is_original", [True, False])
def test_who_edits_a_current_page_is_told_nothing(desk, article, english, is_original):
    twin = translated(article, english)

    html = desk.get(reverse("wagtailadmin_pages:edit", args=[(article if is_original else twin).pk])).content.decode()

    assert "Älter als die deutsche Seite" not in html


def test_the_machine_drafts_what_it_knows_and_publishes_nothing(article, english, dictionary):
    n_new = draft_translation(page_id=article.pk, language_code="en")

    twin = article.get_translation(english)
    draft = twin.get_latest_revision_as_object()
    assert n_new >= 2
    assert not twin.live
    assert draft.title == "Register your home"
    assert "This is how." in str(draft.story)


def test_what_stands_in_for_a_private_page_stays_private_while_it_is_drafted(home, english, dictionary):
    section = SectionPageFactory(parent=home, slug="ankommen")
    section.copy_for_translation(english).save_revision().publish()
    article = ArticlePageFactory(parent=section, title="Wohnung anmelden", story=[("text", "<p>So geht es.</p>")])
    stand_in = article.copy_for_translation(english, alias=True)
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)

    draft_translation(page_id=article.pk, language_code="en")

    assert Page.objects.get(pk=stand_in.pk).alias_of is None
    assert Client().get(stand_in.url).status_code == 302


def test_a_second_run_finds_nothing_new_and_leaves_what_a_person_wrote(article, english, dictionary):
    draft_translation(page_id=article.pk, language_code="en")
    StringTranslation.objects.filter(data="This is how.").update(data="Here is how it works.")

    n_new = draft_translation(page_id=article.pk, language_code="en")

    assert n_new == 0
    assert StringTranslation.objects.filter(data="Here is how it works.").exists()


def test_what_the_machine_does_not_know_stays_german_in_the_draft(home, english, dictionary):
    unknown = ArticlePageFactory(parent=home, title="Etwas anderes", slug="etwas-anderes")

    draft_translation(page_id=unknown.pk, language_code="en")

    assert unknown.get_translation(english).get_latest_revision_as_object().title == "Etwas anderes"


def test_without_a_translator_nothing_is_promised(article, english, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None

    with pytest.raises(NoTranslatorError):
        request_drafts(page_ids=[article.pk], language_code="en")


@pytest.mark.parametrize(("state", "is_shown"), [("missing", True), ("stale", False), ("nonsense", True)])
def test_the_report_shows_the_chosen_state_and_survives_any_other(desk, article, state, is_shown):
    page = desk.get(reverse("translation_report"), {"state": state})

    assert page.status_code == 200
    assert ("Wohnung anmelden" in page.content.decode()) is is_shown


def test_the_button_answers_when_no_service_is_set_up(desk, article, english, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None

    answer = desk.post(reverse("translation_draft"), {"page": article.pk, "language": "en"}, follow=True)

    assert answer.status_code == 200
    assert "Übersetzungsdienst" in answer.content.decode()


def test_the_button_answers_when_a_person_wrote_the_translation(desk, article, english, dictionary):
    translated(article, english)

    answer = desk.post(reverse("translation_draft"), {"page": article.pk, "language": "en"}, follow=True)

    assert "darf sie nicht überschreiben" in answer.content.decode()


@pytest.mark.parametrize("form", [{}, {"page": "x", "language": "en"}, {"page": "9" * 30, "language": "xx"}])
def test_a_damaged_form_is_answered_in_words(desk, home, form):
    answer = desk.post(reverse("translation_draft"), form, follow=True)

    assert answer.status_code == 200
    assert "Laden Sie die Liste neu" in answer.content.decode()


@pytest.mark.parametrize("may_translate", [True, False])
def test_only_who_may_translate_has_a_page_drafted(client, article, english, dictionary, monkeypatch, may_translate):
    asked = []
    monkeypatch.setattr(translation_desk, "request_drafts", lambda **what: asked.append(what))
    group = Group.objects.create(name="Gemeinde")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    if may_translate:
        group.permissions.add(Permission.objects.get(codename="submit_translation"))
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=article, permission=change)
    editor = UserFactory(is_staff=True)
    editor.groups.add(group)
    sign_in_staff(client, editor)

    client.post(reverse("translation_draft"), {"page": article.pk, "language": "en"})

    assert len(asked) == may_translate


def test_the_report_is_for_staff(home):
    assert Client().get(reverse("translation_report")).status_code == 302


def test_a_page_published_in_the_past_does_not_make_a_newer_translation_stale(article, english):
    twin = translated(article, english)
    Page.objects.filter(pk=article.pk).update(last_published_at=twin.last_published_at - timedelta(days=1))

    assert state(article) == State.CURRENT
