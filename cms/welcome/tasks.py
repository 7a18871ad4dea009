"""Doors for background work of the forms."""

from celery import shared_task

from cms.welcome.services import forget_form_answers


@shared_task(name="welcome.forget_form_answers")
def forget_form_answers_task(**_added_later: object) -> int:
    """Delete what was sent through forms when its time is over; safe to run twice."""
    return forget_form_answers()
