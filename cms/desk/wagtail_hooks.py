"""Where the desk's start page becomes ours, and where the handbook lies."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from cms.desk import views
from cms.desk.board import BoardPanel
from cms.desk.handbook.views import HANDBOOK_URL, handbook


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern]:
    """Give every kind of work a list of its own, and the handbook its address."""
    return [
        path("to-do/<slug:kind>/", views.all_of_a_kind, name="desk_to_do"),
        path("handbook/", handbook, name=HANDBOOK_URL),
    ]


@hooks.register("register_admin_menu_item")
def offer_the_handbook() -> MenuItem:
    """Lead to the handbook from everywhere, right above Wagtail's own help."""
    return MenuItem(_("Handbook"), reverse(HANDBOOK_URL), name="handbook", icon_name="doc-full", order=10900)


@hooks.register("construct_help_menu")
def leave_out_wagtails_own_guide(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Take out what leads to Wagtail's maker: our handbook stands in its place, and a click asks no foreign server."""
    menu_items[:] = [item for item in menu_items if not item.url.startswith("http")]


@hooks.register("construct_homepage_panels")
def show_the_board(request: HttpRequest, panels: list[Component]) -> None:
    """Put what there is to do first; it also says what Wagtail's own list of things to approve would."""
    panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
    panels.append(BoardPanel(request))
