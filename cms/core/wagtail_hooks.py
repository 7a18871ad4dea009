"""Where Wagtail's behavior differs here: private things do not exist for others, and the desk wears our blue."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import BaseViewRestriction, Page
from wagtail.snippets.models import register_snippet

from cms.core import translation_desk, translation_review
from cms.core.models import PortalDocument
from cms.core.records_desk.report import REPORT_URL, RESULTS_URL, ReferenceReport
from cms.core.records_desk.viewsets import RecordsDesk
from cms.core.town_halls import lists
from cms.core.town_halls.desk import leave_out_closed_items, leave_out_others_pages
from cms.core.translation.publishing import leave_publishing_to_reviewers
from cms.core.visible import is_in_time

Serve = Callable[..., HttpResponse]


class ReferenceReportItem(MenuItem):
    """The report's line in the menu, for those who may edit references."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy, needed = ReferenceReport.permission_policy, ReferenceReport.any_permission_required
        return policy.user_has_any_permission(request.user, needed)


@hooks.register("on_serve_page", order=-1)
def hide_private_pages(serve: Serve) -> Serve:
    """Answer 404 where Wagtail would send signed-in people to sign in, round in circles.

    It looks at the answer first: public pages must not depend on the cookie.
    """

    def served(page: Page, request: HttpRequest, args: list[str], kwargs: dict[str, str]) -> HttpResponse:
        if not is_in_time(page):
            raise Http404("not yet, or no longer")
        response = serve(page, request, args, kwargs)
        sign_in = resolve_url(settings.WAGTAIL_FRONTEND_LOGIN_URL)
        is_sent_away = response.status_code == HTTPStatus.FOUND and response["Location"].startswith(sign_in)
        if is_sent_away and request.user.is_authenticated:
            raise Http404("private, and not for this person")
        return response

    return served


@hooks.register("before_serve_document", order=-1)
def hide_private_documents(document: PortalDocument, request: HttpRequest) -> None:
    """Refuse documents of collections that the signed-in person may not see."""
    restrictions = document.collection.get_view_restrictions()
    closed = [one for one in restrictions if one.restriction_type != BaseViewRestriction.PASSWORD]
    if closed and request.user.is_authenticated and not all(one.accept_request(request) for one in closed):
        raise Http404("private, and not for this person")


@hooks.register("insert_global_admin_css")
def wear_the_portals_blue() -> str:
    """Link the desk's few own colors."""
    return format_html('<link rel="stylesheet" href="{}">', static("core/desk.css"))


@hooks.register("register_admin_urls")
def register_translation_report() -> list[URLPattern]:
    """Give the report on translations its addresses."""
    return [
        path("translations/", translation_desk.report, name="translation_report"),
        path("translations/draft/", translation_desk.draft, name="translation_draft"),
        path("translations/<int:page_id>/review/", translation_review.review, name="translation_review"),
    ]


@hooks.register("before_edit_page", order=-1)
def tell_of_translation(request: HttpRequest, page: Page) -> None:
    """Say how a translation is and what to do with it; before wagtail-localize takes over."""
    translation_desk.tell_of_old_translation(request, page)
    translation_review.tell_next_step(request, page)


@hooks.register("register_reports_menu_item")
def offer_translation_report() -> MenuItem:
    """Lead to the report; it says what wagtail-localize's own list leaves out: missing, stale and shown in German."""
    return MenuItem(_("Translations"), reverse("translation_report"), name="translations", icon_name="globe", order=90)


@hooks.register("construct_reports_menu")
def hide_localize_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave one list of translations in the menu."""
    menu_items[:] = [item for item in menu_items if "localize" not in item.url]


@hooks.register("construct_main_menu", order=1000)  # after everybody else
@hooks.register("construct_reports_menu", order=1000)
@hooks.register("construct_settings_menu", order=1000)
def leave_out_what_is_closed(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Show a municipality's editors no menu that would turn them away."""
    leave_out_closed_items(request, menu_items)


hooks.register("construct_page_chooser_queryset", leave_out_others_pages)
lists.put_in_place()
leave_publishing_to_reviewers()
register_snippet(RecordsDesk)


@hooks.register("register_admin_urls")
def register_reference_report() -> list[URLPattern]:
    """Give the report on references its addresses."""
    return [
        path("reports/references/", ReferenceReport.as_view(), name=REPORT_URL),
        path("reports/references/results/", ReferenceReport.as_view(results_only=True), name=RESULTS_URL),
    ]


@hooks.register("register_reports_menu_item")
def offer_reference_report() -> MenuItem:
    """Lead to the report, for those who may edit references."""
    return ReferenceReportItem(
        _("References to be checked"), reverse(REPORT_URL), name="references", icon_name="doc-full-inverse", order=80
    )
