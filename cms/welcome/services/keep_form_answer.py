"""Keep what somebody sent through a form, and mail it to the office that answers."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.contrib.forms.models import FormSubmission

from cms.mailing.services import enqueue_mail
from cms.welcome.models import FormPage


def keep_form_answer(*, page: FormPage, answers: Mapping[str, Any]) -> FormSubmission:
    """Store an answer for the desk; where the form names an office, a letter to it goes into the outbox with it."""
    with transaction.atomic():
        kept = FormSubmission.objects.create(form_data=dict(answers), page_id=page.pk)
        if page.recipient:
            enqueue_mail(message=_letter(page, answers), dedupe_key=f"form-answer-{kept.pk}")
    return kept


def _letter(page: FormPage, answers: Mapping[str, Any]) -> EmailMessage:
    """Write the letter in the office's language, whatever the sender reads."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("%(portal)s: %(form)s") % {"portal": settings.PORTAL_NAME, "form": " ".join(page.title.split())}
        context = {"page": page, "rows": list(_rows(page, answers)), "address": _sender(page, answers)}
        text = render_to_string("mails/form_answer.txt", context)
    sender = _sender(page, answers)
    return EmailMessage(subject, text, to=[page.recipient], reply_to=[sender] if sender else None)


def _rows(page: FormPage, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for question in page.get_form_fields():
        if question.clean_name in answers:
            yield question.label, _as_text(answers[question.clean_name])


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(value, "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return "" if value is None else str(value)


def _sender(page: FormPage, answers: Mapping[str, Any]) -> str:
    """Return the address that the person gave, so that the office can simply answer."""
    questions = [question for question in page.get_form_fields() if question.field_type == "email"]
    return next((str(found) for one in questions if (found := answers.get(one.clean_name))), "")
