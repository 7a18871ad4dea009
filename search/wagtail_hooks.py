"""Where the search meets the editors' desk."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from search.desk.home import SearchPanel
from search.desk.rights import may_look
from search.desk.viewsets import SearchDesk
from search.desk.writing import form_with_title

register_snippet(SearchDesk)


@hooks.register("register_admin_urls")
def register_tools() -> list[URLResolver]:
    """Give the search's tools their addresses."""
    return [path("search-desk/", include("search.desk.urls"))]


@hooks.register("construct_homepage_panels")
def show_on_the_start_page(request: HttpRequest, panels: list[Component]) -> None:
    """Say on the desk's start page what is to do, to those who can do it."""
    if may_look(request.user):
        panels.append(SearchPanel(request))


@hooks.register("before_create_page", order=1000)  # after everybody else
def bring_the_title(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """Fill in the title of a page that is written because somebody looked for it in vain."""
    return form_with_title(request, parent, page_class)
