"""The search on the desk's start page: only when there is something to say."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from search import invariants, misses, promotions
from search.desk import condition


class SearchPanel(Component):
    """Warnings, and how much there is to do for the search; words in vain stand with all else there is to do."""

    name = "search"
    order = 60
    template_name = "search/desk/home_panel.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {
            "warnings": condition.warnings(),
            "n_hardly_chosen": misses.hardly_chosen().count(),
            "n_broken": invariants.broken().count(),
            "n_overdue": promotions.overdue().count(),
        }
