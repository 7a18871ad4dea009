"""Where the findings meet the editor: in the side panel of checks, and in the menu of a page."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.proofreading.views import FindingsOnCreate, FindingsOnEdit


@hooks.register("register_admin_urls")
def register_findings() -> list[URLPattern]:
    """Give the findings of a page their addresses."""
    new = "proofreading/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/"
    return [
        path("proofreading/<int:page_id>/", FindingsOnEdit.as_view(), name="page_findings"),
        path(new, FindingsOnCreate.as_view(), name="page_findings_on_add"),
    ]


@hooks.register("register_page_header_buttons")
def offer_findings(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Lead to the list of findings from wherever a page is looked after."""
    if page.permissions_for_user(user).can_edit():
        yield Button(_("Proofread"), reverse("page_findings", args=[page.pk]), icon_name="glasses", priority=55)


@hooks.register("insert_global_admin_css")
def dress_findings() -> str:
    """Link the findings' look."""
    return format_html('<link rel="stylesheet" href="{}">', static("proofreading/findings.css"))


@hooks.register("insert_editor_js")
def follow_the_form() -> str:
    """Link the script that asks again while somebody writes."""
    return format_html('<script src="{}" defer></script>', static("proofreading/findings.js"))
