"""Who may see the search's tools at the desk."""

from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.http import HttpRequest
from wagtail.admin.auth import user_passes_test
from wagtail.admin.menu import MenuItem

LOOK = "search.view_askedwords"
CHANGE = "search.change_askedwords"


def may_look(user: PermissionsMixin | AnonymousUser) -> bool:
    """Return whether somebody may see what visitors look for and how the search understands it."""
    return user.has_perm(LOOK)


for_editors = user_passes_test(may_look)
"""Decorates views that show something."""

for_changing_editors = user_passes_test(lambda user: user.has_perm(CHANGE))
"""Decorates views that change something."""


class SearchToolItem(MenuItem):
    """A line of the menu for those who may look."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request.user)
