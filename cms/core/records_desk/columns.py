"""Columns of the records' lists."""

from django.db.models import Model
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column


class DayColumn(Column):
    """A day as a date; a distance in time would change every day and says less."""

    def get_value(self, instance: Model) -> str:
        value = super().get_value(instance)
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""


class PagesColumn(Column):
    """The pages that a record touches, with a link to the form of each."""

    cell_template_name = "core/desk/pages_cell.html"
