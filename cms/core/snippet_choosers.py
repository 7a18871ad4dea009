"""Choosers of the desk's records in words of our own."""

from django.utils.functional import cached_property
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from cms.core.town_halls.desk import OwnChooseResultsView, OwnChooseView


class WordedChooserViewSet(SnippetChooserViewSet):
    """A chooser that speaks each reader's language: Wagtail words it while it starts, in one language for everybody."""

    edit_text: object = ""
    choose_view_class = OwnChooseView
    choose_results_view_class = OwnChooseResultsView

    @cached_property
    def widget_class(self) -> AdminSnippetChooser:
        widget = AdminSnippetChooser(model=self.model, icon=self.icon)
        widget.choose_one_text = self.choose_one_text
        widget.choose_another_text = self.choose_another_text
        widget.link_to_chosen_text = self.edit_text
        return widget
