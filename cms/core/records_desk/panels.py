"""Parts of the records' forms: wordings with their state, and the pages that a record touches."""

from typing import Any

from wagtail.admin.panels import InlinePanel, Panel
from wagtail.models import Page

from cms.core.records_desk.forms import ReferenceWordingForm
from cms.core.references import TouchedPage, pages_touched
from cms.core.town_halls.ownership import choosable_pages, municipalities_of


class ReferenceWordingsPanel(InlinePanel):
    """The statements in other languages."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = ReferenceWordingForm
        return options


class StaleNote(Panel):
    """Says beside a wording that the German statement was changed after it was written."""

    class BoundPanel(Panel.BoundPanel):
        """The note of one wording."""

        template_name = "core/desk/stale_note.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and self.instance.is_stale

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "based_on": self.instance.based_on}


class PagesPanel(Panel):
    """The pages that show a record, so that whoever changes it sees what changes."""

    class BoundPanel(Panel.BoundPanel):
        """The pages of one record."""

        template_name = "core/desk/pages_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            touched = self._shown(pages_touched(records=[self.instance]).get(self.instance.pk, []))
            return {**super().get_context_data(parent_context), "touched": touched}

        def _shown(self, touched: list[TouchedPage]) -> list[TouchedPage]:
            """Leave out others' drafts, when a municipality's editor looks."""
            if municipalities_of(self.request.user) is None:
                return touched
            pages = Page.objects.filter(pk__in=[one.page.pk for one in touched])
            shown = set(choosable_pages(pages, self.request.user).values_list("pk", flat=True))
            return [one for one in touched if one.page.pk in shown]
