"""The report "References: to be checked": what is overdue or has changed, and the pages it touches."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports.base import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.core.models import Reference
from cms.core.records_desk.columns import DayColumn, PagesColumn
from cms.core.records_desk.filters import ReferenceFilters
from cms.core.references import needing_attention, pages_touched

REPORT_URL = "reference_report"
RESULTS_URL = "reference_report_results"


class ReferenceReport(ReportView):
    """References that somebody must read again, each with its pages; nothing is ever taken offline by a date."""

    model = Reference
    page_title = _("References to be checked")
    header_icon = "doc-full-inverse"
    index_url_name = REPORT_URL
    index_results_url_name = RESULTS_URL
    filterset_class = ReferenceFilters
    permission_policy = ModelPermissionPolicy(Reference)
    any_permission_required = ["add", "change", "delete"]
    default_ordering = "review_date"
    paginate_by = 50
    list_export = ["key", "topic", "reference", "review_date", "state"]
    columns = [
        TitleColumn("reference", label=_("paragraph or authority"), url_name="wagtailsnippets_core_reference:edit"),
        Column("topic", label=_("topic")),
        DayColumn("review_date", label=_("check again on")),
        Column("state", label=_("state")),
        PagesColumn("touched", label=_("Pages it touches"), accessor="touched"),
    ]

    def get_queryset(self) -> QuerySet[Reference]:
        return needing_attention()

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        references = list(object_list)
        touched = pages_touched(records=references)
        for reference in references:
            reference.touched = touched.get(reference.pk, [])
        return references
