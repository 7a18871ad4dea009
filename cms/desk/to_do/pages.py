"""What is to do with pages: drafts, old translations, days that have passed or come near."""

from datetime import date, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState, get_page_models
from wagtail.permissions import page_permission_policy

from cms.accounts.models import User
from cms.core import translation
from cms.core.models import CareMixin, Reference
from cms.desk.to_do.entries import Entries, Entry

SOON = timedelta(days=30)


def drafts(user: User) -> Entries:
    """Return pages that the person changed last and has neither published nor submitted."""
    submitted = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),  # the column serves all models, so it holds text
    )
    found = Page.objects.filter(~Exists(submitted), has_unpublished_changes=True, latest_revision__user=user)
    found = found.order_by("-latest_revision_created_at").only("title", "path", "latest_revision_created_at")
    return {"drafts": [_entry(page, note=_short(page.latest_revision_created_at)) for page in found]}


def stale_translations(user: User) -> Entries:
    """Return translations that are older than the German page they translate."""
    stale = translation.stale_translations(_editable(user)).order_by("original_path")
    rows = stale.values_list("pk", "original_title", "original_path", "locale__language_code")
    entries = [
        Entry(title=title, url=_edit_url(number), note=code.upper(), path=path) for number, title, path, code in rows
    ]
    return {"translations": entries}


def care(user: User) -> Entries:
    """Return pages and facts whose day of checking has passed, and pages that end within a month or have ended."""
    today, now = timezone.localdate(), timezone.now()
    pages = _editable(user).filter(live=True, alias_of=None).annotate(check_on=_day("review_date"))
    pages = pages.annotate(holds_until=_day("valid_until"))
    pages = pages.filter(Q(check_on__lt=today) | Q(holds_until__lte=today + SOON) | Q(expire_at__lte=now + SOON)).only(
        "title", "path", "expire_at"
    )
    found = list(pages)
    checks = [_entry(page, note=_short(page.check_on)) for page in found if page.check_on and page.check_on < today]
    ending = [_entry(page, note=_ends(page)) for page in found if _end(page) <= today + SOON]
    if user.has_perm("core.change_reference"):
        checks += [_fact(one) for one in Reference.objects.filter(review_date__lt=today).order_by("review_date")]
    return {"checks": checks, "ending": ending}


def _editable(user: User) -> QuerySet[Page]:
    return page_permission_policy.instances_user_has_permission_for(user, "change")


def _day(field: str) -> Coalesce:
    """Return the day as an expression over all kinds of pages that are cared for, so that one query reads them."""
    kinds = [model for model in get_page_models() if issubclass(model, CareMixin)]
    return Coalesce(*(f"{model._meta.model_name}__{field}" for model in kinds))


def _end(page: Page) -> date:
    ends = [page.holds_until, timezone.localdate(page.expire_at) if page.expire_at else None]
    return min((day for day in ends if day), default=date.max)


def _ends(page: Page) -> str:
    if page.expire_at:
        return _("goes offline on %(day)s") % {"day": _short(page.expire_at)}
    return _short(page.holds_until)


def _fact(reference: Reference) -> Entry:
    return Entry(
        title=reference.reference,
        url=reverse("wagtailsnippets_core_reference:edit", args=[reference.pk]),
        note=_("fact, %(day)s") % {"day": _short(reference.review_date)},
    )


def _entry(page: Page, *, note: str) -> Entry:
    return Entry(title=page.title, url=_edit_url(page.pk), note=note, path=page.path)


def _edit_url(number: int | None) -> str:
    return reverse("wagtailadmin_pages:edit", args=[number])


def _short(day: date | datetime | None) -> str:
    if day is None:
        return ""
    return date_format(timezone.localdate(day) if isinstance(day, datetime) else day, "SHORT_DATE_FORMAT")
