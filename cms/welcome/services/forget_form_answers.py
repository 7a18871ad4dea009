"""Forget what was sent through forms: an office has answered long before."""

from datetime import timedelta

from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission

KEPT_FOR = timedelta(days=180)


def forget_form_answers() -> int:
    """Delete answers of more than 180 days; return how many."""
    _n, by_model = FormSubmission.objects.filter(submit_time__lt=timezone.now() - KEPT_FOR).delete()
    return by_model.get(FormSubmission._meta.label, 0)
