"""The administrator's screens at the desk."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.operating import views
from cms.operating.audit_report import REPORT_URL, RESULTS_URL, AuditReport


class RightItem(MenuItem):
    """A line of a menu for those who have a right."""

    def __init__(self, *arguments: object, right: str, **options: object) -> None:
        self._right = right
        super().__init__(*arguments, **options)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self._right))


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern]:
    """Give the screens their addresses."""
    return [
        path("condition/", views.condition, name=views.CONDITION_URL),
        path("reports/audit/", AuditReport.as_view(), name=REPORT_URL),
        path("reports/audit/results/", AuditReport.as_view(results_only=True), name=RESULTS_URL),
    ]


@hooks.register("register_settings_menu_item")
def offer_condition() -> MenuItem:
    """Lead to how the portal is."""
    return RightItem(
        _("Condition"),
        reverse(views.CONDITION_URL),
        right=views.RIGHT,
        name="condition",
        icon_name="info-circle",
        order=10,
    )


@hooks.register("register_reports_menu_item")
def offer_audit_report() -> MenuItem:
    """Lead to the audit log."""
    return RightItem(
        _("Audit log"), reverse(REPORT_URL), right="audit.view_entry", name="audit", icon_name="history", order=1000
    )
