"""Note that somebody has answered what people sent through a form, or that nobody has after all."""

from collections.abc import Collection

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from wagtail.contrib.forms.models import FormSubmission

from cms.welcome.models import AnsweredSubmission


def mark_answered(*, page_id: int, submission_ids: Collection[int], by: AbstractBaseUser | AnonymousUser) -> int:
    """Note who has answered, and when; return how many were new. Whoever was first stays; safe to run twice."""
    waiting = FormSubmission.objects.filter(page_id=page_id, pk__in=submission_ids, answered=None)
    marks = [AnsweredSubmission(submission=one, answered_by_id=by.pk) for one in waiting]
    AnsweredSubmission.objects.bulk_create(marks, ignore_conflicts=True)
    return len(marks)


def mark_unanswered(*, page_id: int, submission_ids: Collection[int]) -> int:
    """Let messages wait for an answer again; return how many."""
    marks = AnsweredSubmission.objects.filter(submission__page_id=page_id, submission__in=submission_ids)
    return marks.delete()[0]
