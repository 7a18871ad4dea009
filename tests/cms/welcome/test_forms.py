"""Forms: kept and mailed when a person sends them, refused with everything kept when something is wrong."""

import csv
import email
import email.policy
import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.contrib.forms.models import FormSubmission

from cms.mailing.models import OutboxMail
from cms.welcome.models import FormField, FormPage
from cms.welcome.services import KEPT_FOR, forget_form_answers
from tests.factories import (
    AdministratorFactory,
    ArticlePageFactory,
    FormPageFactory,
    LegalPageFactory,
    sign_in_staff,
    translate_page,
)

OPENED_AT = "2026-11-22 12:00:00+01:00"
ANSWERS = {"ihr_name": "Nguyễn", "ihre_e_mail_adresse": "n@post.example", "ihre_nachricht": "Wo ist die Kita?"}


@pytest.fixture
def form_page(home, settings):
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    return FormPageFactory(parent=home)


def note_in(html):
    return re.search(r'name="form_opened" value="([^"]+)"', html)[1]


def opened(client, page, *, at=OPENED_AT):
    """Open a form and return what a browser sends back unseen."""
    with time_machine.travel(at, tick=False):
        return {"form_opened": note_in(client.get(page.url).content.decode()), "form_website": ""}


def send(client, page, *, seconds=60, **changes):
    unseen = opened(client, page)
    with time_machine.travel("2026-11-22 12:00:00+01:00", tick=False) as clock:
        clock.shift(timedelta(seconds=seconds))
        return client.post(page.url, {**unseen, **ANSWERS, **changes})


def letter():
    return email.message_from_bytes(bytes(OutboxMail.objects.get().message), policy=email.policy.default)


def test_an_answer_is_kept_and_mailed_to_the_office(client, form_page):
    response = send(client, form_page)

    kept = FormSubmission.objects.get()
    assert response.status_code == 302
    assert kept.form_data == ANSWERS
    assert kept.page_id == form_page.pk
    assert letter()["To"] == "willkommen@landkreis.example"
    assert letter()["Reply-To"] == "n@post.example"
    assert "Wo ist die Kita?" in letter().get_content()
    assert "form_opened" not in letter().get_content()


def test_after_sending_the_thanks_can_be_read_again_without_sending_again(client, form_page):
    response = send(client, form_page)

    for _reading in range(2):
        assert "Wir antworten in zwei Tagen." in client.get(response["Location"]).content.decode()
    assert FormSubmission.objects.count() == 1


def test_without_a_recipient_an_answer_is_kept_at_the_desk_only(client, home):
    page = FormPageFactory(parent=home, recipient="")

    send(client, page)

    assert FormSubmission.objects.count() == 1
    assert not OutboxMail.objects.exists()


def test_the_office_reads_its_own_language_whatever_the_sender_reads(client, home, form_page):
    translate_page(home, title="Arrive.")
    english = translate_page(form_page, title="Write to us")

    send(client, english)

    with override("de"):
        assert gettext("Answering this mail writes to the person.") in letter().get_content()


def test_mistakes_are_named_with_their_mend_and_nothing_typed_is_lost(client, form_page):
    response = send(client, form_page, ihre_e_mail_adresse="n(at)post", ihre_nachricht="")
    html = response.content.decode()

    assert response.status_code == 400
    assert not FormSubmission.objects.exists()
    assert 'value="Nguyễn"' in html
    assert 'value="n(at)post"' in html
    assert "name@example.org" in html  # the mend, not only "invalid"
    assert 'href="#id_ihre_nachricht"' in html
    assert 'aria-invalid="true"' in html


def test_the_list_of_mistakes_has_the_focus_without_any_script(client, form_page):
    html = send(client, form_page, ihr_name="").content.decode()

    assert re.search(r'<div class="hh-summary"[^>]*tabindex="-1"[^>]* autofocus', html)
    assert "<title>Bitte prüfen: " in html or "<title>Please check: " in html


def test_a_machine_that_fills_every_field_is_refused_and_a_person_only_sends_again(client, form_page):
    refused = send(client, form_page, form_website="https://spam.example")
    html = refused.content.decode()

    assert refused.status_code == 400
    assert not FormSubmission.objects.exists()
    assert "spam.example" not in html
    assert "Wo ist die Kita?" in html


def test_what_was_sent_faster_than_anybody_types_is_refused_and_taken_a_moment_later(client, form_page):
    unseen = opened(client, form_page)
    with time_machine.travel(OPENED_AT, tick=False) as clock:
        clock.shift(timedelta(seconds=1))
        too_fast = client.post(form_page.url, {**unseen, **ANSWERS})
        clock.shift(timedelta(seconds=5))
        again = client.post(
            form_page.url, {**ANSWERS, "form_opened": note_in(too_fast.content.decode()), "form_website": ""}
        )

    assert too_fast.status_code == 400
    assert again.status_code == 302


@pytest.mark.parametrize("note", ["", "made-up", "ImZvcmVpZ24i:1abc:xyz"])
def test_a_form_without_our_note_is_refused(client, form_page, note):
    response = send(client, form_page, form_opened=note)

    assert response.status_code == 400
    assert not FormSubmission.objects.exists()


def test_a_note_of_another_form_is_refused(client, home, form_page):
    other = FormPageFactory(parent=home, title="Barriere melden", form_purpose=FormPage.Purpose.ACCESSIBILITY)

    response = send(client, form_page, form_opened=opened(client, other)["form_opened"])

    assert response.status_code == 400


def test_a_form_that_was_open_for_days_is_shown_again_and_can_then_be_sent(client, form_page):
    unseen = opened(client, form_page)
    with time_machine.travel(OPENED_AT, tick=False) as clock:
        clock.shift(timedelta(days=3))
        late = client.post(form_page.url, {**unseen, **ANSWERS})
        clock.shift(timedelta(seconds=30))
        again = client.post(form_page.url, {**ANSWERS, "form_opened": note_in(late.content.decode())})

    assert late.status_code == 400
    assert "Wo ist die Kita?" in late.content.decode()
    assert again.status_code == 302


def test_too_many_answers_from_one_connection_are_refused_with_everything_kept(client, form_page, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "form_answer": "2/h/ip"}

    statuses = [send(client, form_page).status_code for _try in range(2)]
    refused = send(client, form_page)

    assert statuses == [302, 302]
    assert refused.status_code == 429
    assert "Wo ist die Kita?" in refused.content.decode()
    assert FormSubmission.objects.count() == 2


def test_a_forms_page_is_never_kept_and_only_it_sets_a_cookie(client, home, form_page):
    article = ArticlePageFactory(parent=home)

    form_response, article_response = client.get(form_page.url), client.get(article.url)

    assert "no-store" in form_response["Cache-Control"]
    assert form_response.cookies
    assert not article_response.cookies


def test_every_kind_of_question_names_its_mend(client, home):
    page = FormPageFactory(parent=home)
    kinds = ["number", "url", "date", "datetime", "dropdown", "radio", "checkboxes", "multiselect", "checkbox"]
    for number, kind in enumerate(kinds):
        FormField.objects.create(
            page=page, sort_order=9 + number, label=f"Frage {kind}", field_type=kind, choices="A,B"
        )

    errors = page.get_form({f"frage_{kind}": "?" for kind in kinds if kind != "checkbox"}, page=page).errors

    django_says = {"Dieses Feld ist zwingend erforderlich.", "Bitte eine gültige URL eingeben."}
    assert {f"frage_{kind}" for kind in kinds} <= set(errors)
    assert not django_says & {message for messages in errors.values() for message in messages}


def test_answers_are_forgotten_after_half_a_year(form_page):
    old, young = (FormSubmission.objects.create(form_data=ANSWERS, page_id=form_page.pk) for _answer in range(2))
    FormSubmission.objects.filter(pk=old.pk).update(submit_time=timezone.now() - KEPT_FOR - timedelta(hours=1))

    assert forget_form_answers() == 1
    assert FormSubmission.objects.get() == young
    assert forget_form_answers() == 0


def test_the_schedule_forgets_answers(settings):
    assert "welcome.forget_form_answers" in {job["task"] for job in settings.CELERY_BEAT_SCHEDULE.values()}


def test_the_accessibility_statement_and_the_footer_lead_to_the_form_for_barriers(client, home):
    report = FormPageFactory(parent=home, title="Barriere melden", form_purpose=FormPage.Purpose.ACCESSIBILITY)
    statement = LegalPageFactory(parent=home, title="Barrierefreiheit", slug="bf", legal_kind="accessibility")

    main, _end, footer = client.get(statement.url).content.decode().partition("</main>")

    assert f'href="{report.url}"' in main
    assert f'href="{report.url}"' in footer
    assert f'href="{report.url}"' in client.get("/").content.decode()


def test_a_statement_whose_text_leads_to_the_form_shows_no_second_way(client, home):
    report = FormPageFactory(parent=home, title="Barriere melden", form_purpose=FormPage.Purpose.ACCESSIBILITY)
    link = f'<p>Bitte <a linktype="page" id="{report.pk}">melden</a> Sie es.</p>'
    statement = LegalPageFactory(
        parent=home, title="Barrierefreiheit", slug="bf", legal_kind="accessibility", story=[("text", link)]
    )

    main = client.get(statement.url).content.decode().partition("<main")[2].partition("</main>")[0]

    assert main.count(f'href="{report.url}"') == 1


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_an_answer_computes_nothing_in_the_offices_spreadsheet(client, form_page, sign):
    sent = f"{sign}HYPERLINK(A1)"
    FormSubmission.objects.create(page_id=form_page.pk, form_data={**ANSWERS, "ihr_name": sent})
    sign_in_staff(client, AdministratorFactory())

    answer = client.get(reverse("wagtailforms:list_submissions", args=[form_page.pk]), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"), newline="")))

    assert f"'{sent}" in rows[1]
    assert ANSWERS["ihre_e_mail_adresse"] in rows[1]


def test_a_title_of_two_lines_does_not_keep_answers_away(client, form_page):
    form_page.title = "Nachricht\nschreiben"
    form_page.save()

    send(client, form_page)

    assert letter()["Subject"] == "Heimathafen: Nachricht schreiben"
