"""What people sent through a form, as the desk's table: what waits for an answer, and who has answered the rest.

No cell may act as a formula in somebody's spreadsheet.
"""

from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.contrib.forms.utils import get_forms_for_user
from wagtail.contrib.forms.views import SubmissionsListFilterSet, SubmissionsListView

from cms.welcome.models import AnsweredSubmission
from cms.welcome.services import mark_answered, mark_unanswered

ACTS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK_OF_UTF8 = "\ufeff"  # without it a spreadsheet takes the letters for another alphabet
MOST_DIGITS = 18  # of a row's number
_STATES = [("open", _("waits for an answer")), ("answered", _("answered"))]


class AnswersFilterSet(SubmissionsListFilterSet):
    """Lets the office see only what waits."""

    state = django_filters.ChoiceFilter(
        label=_("Answer"), choices=_STATES, method="of_state", widget=forms.RadioSelect, empty_label=_("All")
    )

    def of_state(self, messages_sent: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        """Narrow to what waits, or to what was answered."""
        return messages_sent.filter(answered__isnull=state == "open")


class AnswersTable(SubmissionsListView):
    """Lists what was sent with who has answered it, and hands it out as a file that is safe to open."""

    results_template_name = "welcome/answers.html"
    filterset_class = AnswersFilterSet

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.is_export:
            return context
        numbers = [row["model_id"] for row in context["data_rows"]]
        marks = AnsweredSubmission.objects.filter(submission__in=numbers).select_related("answered_by")
        by_number = {mark.submission_id: mark for mark in marks}
        rows = [{**row, "answered": by_number.get(row["model_id"])} for row in context["data_rows"]]
        waiting = [str(number) for number in numbers if number not in by_number]
        return {**context, "data_rows": rows, "waiting": ",".join(waiting), "n_waiting": len(waiting)}

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return harmless(super().preprocess_field_value(field, value, export_format))

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(harmless(super().get_heading(queryset, field)))

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield MARK_OF_UTF8.encode()
        yield from super().stream_csv(queryset)


@require_POST
def mark(request: HttpRequest, page_id: int) -> HttpResponse:
    """Note that messages of a form were answered, or that they were not after all."""
    if not get_forms_for_user(request.user).filter(pk=page_id).exists():
        raise PermissionDenied
    if "open" in request.POST:
        n = mark_unanswered(page_id=page_id, submission_ids=_numbers(request.POST["open"]))
        text = ngettext("%(n)d message waits for an answer again.", "%(n)d messages wait for an answer again.", n)
    else:
        numbers = _numbers(request.POST.get("answered", ""))
        n = mark_answered(page_id=page_id, submission_ids=numbers, by=request.user)
        text = ngettext("%(n)d message is marked as answered.", "%(n)d messages are marked as answered.", n)
    messages.success(request, text % {"n": n})
    return redirect(
        get_valid_next_url_from_request(request) or reverse("wagtailforms:list_submissions", args=[page_id])
    )


def harmless(value: Any) -> Any:
    """Return a value that is shown as it was written: an apostrophe stops what a spreadsheet would compute."""
    return f"'{value}" if isinstance(value, str) and value.startswith(ACTS_AS_FORMULA) else value


def _numbers(words: str) -> list[int]:
    return [int(one) for one in words.split(",") if one.isdecimal() and len(one) <= MOST_DIGITS]
