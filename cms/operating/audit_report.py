"""The administrator's view of the audit log: who did what to what, when; to be read and taken along, never changed."""

from typing import Any
from uuid import UUID

import django_filters
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports.base import ReportView
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from cms.accounts.models import User
from cms.audit.models import Action, Entry
from cms.welcome.answers_table import harmless

REPORT_URL = "audit_report"
RESULTS_URL = "audit_report_results"


def staff() -> QuerySet[User]:
    """Return those who can be chosen as "who": everybody with a role."""
    return User.objects.filter(is_staff=True).order_by("last_name", "first_name", "email")


class EntryFilters(WagtailFilterSet):
    """The log by what, by whom, and by when."""

    action = django_filters.ChoiceFilter(label=_("What"), choices=Action.choices)
    actor = django_filters.ModelChoiceFilter(label=_("Who"), queryset=lambda _request: staff(), method="by_person")
    created_at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    class Meta:
        model = Entry
        fields = ["action", "actor", "created_at"]

    def by_person(self, entries: QuerySet[Entry], _name: str, person: User) -> QuerySet[Entry]:
        """Keep what somebody did."""
        return entries.filter(actor=person.public_id)


class AuditReport(ReportView):
    """The audit log, newest first; names are looked up while somebody reads, none stands in the log."""

    model = Entry
    page_title = _("Audit log")
    header_icon = "history"
    index_url_name = REPORT_URL
    index_results_url_name = RESULTS_URL
    filterset_class = EntryFilters
    permission_policy = ModelPermissionPolicy(Entry)
    any_permission_required = ["view"]
    default_ordering = "-created_at"
    is_searchable = False
    paginate_by = 50
    export_filename = "audit-log"
    list_export = ["position", "created_at", "action", "actor", "object_kind", "object_id", "said", "digest"]
    export_headings = {"said": _("details")}
    columns = [
        Column("moment", label=_("When")),
        Column("what", label=_("What"), accessor="get_action_display"),
        Column("who", label=_("Who")),
        Column("thing", label=_("To what")),
        Column("said", label=_("Details")),
    ]

    def get_queryset(self) -> QuerySet[Entry]:
        return self.filter_queryset(Entry.objects.order_by("-created_at", "-pk"))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        entries = list(object_list)
        people = _names_of_people(entries)
        titles = {**_titles_of_pages(entries), **_names_of_roles(entries)}
        for entry in entries:
            entry.moment = date_format(timezone.localtime(entry.created_at), "SHORT_DATETIME_FORMAT")
            entry.who = people.get(str(entry.actor), _pseudonym(entry.actor))
            entry.thing = _thing(entry, people, titles)
        return entries

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return harmless(super().preprocess_field_value(field, value, export_format))


def _names_of_people(entries: list[Entry]) -> dict[str, str]:
    ids = {str(entry.actor) for entry in entries if entry.actor}
    ids |= {entry.object_id for entry in entries if entry.object_kind == User._meta.label_lower}
    return {str(one.public_id): one.get_full_name() for one in User.objects.filter(public_id__in=ids)}


def _titles_of_pages(entries: list[Entry]) -> dict[tuple[str, str], str]:
    ids = {entry.object_id: entry.object_kind for entry in entries if _is_page(entry) and entry.object_id.isdigit()}
    pages = Page.objects.filter(pk__in=ids).values_list("pk", "title")
    return {(ids[str(key)], str(key)): title for key, title in pages}


def _names_of_roles(entries: list[Entry]) -> dict[tuple[str, str], str]:
    role = Group._meta.label_lower
    ids = {entry.object_id for entry in entries if entry.object_kind == role}
    return {(role, str(key)): name for key, name in Group.objects.filter(pk__in=ids).values_list("pk", "name")}


def _is_page(entry: Entry) -> bool:
    model = _model(entry)
    return model is not None and issubclass(model, Page)


def _model(entry: Entry) -> Any:
    try:
        return apps.get_model(entry.object_kind)
    except (LookupError, ValueError):
        return None  # an address, a purpose, or what a later version took away


def _thing(entry: Entry, people: dict[str, str], titles: dict[tuple[str, str], str]) -> str:
    model = _model(entry)
    if model is None:
        return entry.object_kind
    if model is User:
        return people.get(entry.object_id, _pseudonym(entry.object_id))
    return f"{model._meta.verbose_name} {titles.get((entry.object_kind, entry.object_id), entry.object_id)}"


def _pseudonym(public_id: UUID | str | None) -> str:
    """Return a short word for somebody who is gone, and for the portal itself."""
    return _now("log-in %(id)s") % {"id": str(public_id)[:8]} if public_id else _now("the portal")
