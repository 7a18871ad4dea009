"""The desk's line "Forms", which leads to what people have sent, and the address that notes an answer."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.contrib.forms.wagtail_hooks import FormsMenuItem
from wagtail.permissions import page_permission_policy

from cms.welcome import answers_table


@hooks.register("register_admin_urls")
def register_answers() -> list[URLPattern]:
    """Let the office note what it has answered."""
    return [path("form-answers/<int:page_id>/", answers_table.mark, name="form_answers_mark")]


def may_edit_pages(_item: FormsMenuItem, request: HttpRequest) -> bool:
    """Return whether somebody may edit pages, the portal's forms among them."""
    return page_permission_policy.user_has_permission(request.user, "change")


# Wagtail asks on each page of the desk whether any form exists. The portal always has one, and rights are known anyway.
FormsMenuItem.is_shown = may_edit_pages
