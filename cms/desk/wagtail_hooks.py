"""Where the desk's start page becomes ours."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from cms.desk import views
from cms.desk.board import BoardPanel


@hooks.register("register_admin_urls")
def register_lists() -> list[URLPattern]:
    """Give every kind of work a list of its own."""
    return [path("to-do/<slug:kind>/", views.all_of_a_kind, name="desk_to_do")]


@hooks.register("construct_homepage_panels")
def show_the_board(request: HttpRequest, panels: list[Component]) -> None:
    """Put what there is to do first; it also says what Wagtail's own list of things to approve would."""
    panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
    panels.append(BoardPanel(request))
