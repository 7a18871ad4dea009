"""What a municipality's editors do not see at the desk: menus that lead nowhere, others' things in choosers."""

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from wagtail.admin.menu import MenuItem
from wagtail.models import PageQuerySet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView

from cms.core.town_halls import gate
from cms.core.town_halls.asked import read
from cms.core.town_halls.ownership import choosable, choosable_pages, municipalities_of


class OwnChooseView(ChooseView):
    """A chooser of records without what somebody may not use."""

    def get_object_list(self) -> object:
        return choosable(super().get_object_list(), self.request.user)


class OwnChooseResultsView(ChooseResultsView):
    """Its results, renewed while somebody types."""

    def get_object_list(self) -> object:
        return choosable(super().get_object_list(), self.request.user)


def leave_out_closed_items(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take the items out of a menu that the gate would turn somebody away from."""
    if municipalities_of(request.user) is not None:
        items[:] = [item for item in items if _leads_somewhere(request, item)]


def leave_out_others_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Take out of the chooser of pages what others have not published."""
    if municipalities_of(request.user) is None:
        return pages
    found = choosable_pages(pages.model.objects.all(), request.user)
    # A list, since the desk's search understands no query inside a query.
    return pages.filter(pk__in=list(found.values_list("pk", flat=True)))


def _leads_somewhere(request: HttpRequest, item: MenuItem) -> bool:
    address = item.url.partition("?")[0]
    if not address.startswith("/"):
        return True  # a menu inside the menu, or a link elsewhere
    try:
        return gate.is_open(read(request, resolve(address)))
    except Resolver404:
        return True
