"""The desk's line "Forms", which leads to what people have sent."""

from django.http import HttpRequest
from wagtail.contrib.forms.wagtail_hooks import FormsMenuItem
from wagtail.permissions import page_permission_policy


def may_edit_pages(_item: FormsMenuItem, request: HttpRequest) -> bool:
    """Return whether somebody may edit pages, the portal's forms among them."""
    return page_permission_policy.user_has_permission(request.user, "change")


# Wagtail asks on each page of the desk whether any form exists. The portal always has one, and rights are known anyway.
FormsMenuItem.is_shown = may_edit_pages
