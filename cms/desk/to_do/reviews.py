"""What others have submitted and wait for: pages and offers that this person may approve."""

from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Case, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Page, TaskState

from cms.accounts.models import User
from cms.desk.to_do.entries import Entries, Entry
from matching.models import Offer

_NO_PLACE = 0


def reviews(user: User) -> Entries:
    """Return pages and offers that wait for this person's yes, the oldest first."""
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    if not user.is_superuser:
        # Wagtail's `reviewable_by` would ask for every task first; here groups approve, and nobody else.
        waiting = waiting.filter(task__in=GroupApprovalTask.objects.filter(groups__in=user.groups.all()))
    waiting = waiting.select_related("revision__user", "workflow_state").defer("revision__content")
    pages, offers = {}, {}  # the last one that waits for each
    for state in _with_places(waiting).order_by("started_at"):
        if state.page_path:
            pages[state.page_number] = state
        elif state.offer_place is not None:
            offers[state.offer_number] = state
    return {
        "review": [_page(number, state) for number, state in pages.items()],
        "offers": [_offer(number, state) for number, state in offers.items()],
    }


def _with_places(waiting: QuerySet[TaskState]) -> QuerySet[TaskState]:
    """Say which page or offer waits, and where it belongs, in the same query; for what is gone, nothing."""
    kinds = ContentType.objects.get_for_models(Page, Offer)
    path = Page.objects.filter(pk=OuterRef("page_number")).values("path")
    # An offer may name one of a municipality's postcodes.
    place = Coalesce("place__municipality", "place", Value(_NO_PLACE), output_field=BigIntegerField())
    offer = Offer.objects.filter(pk=OuterRef("offer_number")).annotate(municipality=place).values("municipality")
    waiting = waiting.filter(workflow_state__base_content_type__in=kinds.values())
    return waiting.annotate(
        page_number=_number_of(kinds[Page]),
        offer_number=_number_of(kinds[Offer]),
        page_path=Subquery(path),
        offer_place=Subquery(offer),
    )


def _number_of(kind: ContentType) -> Case:
    """Return the row number where a thing is of this kind: the same column serves all models, so it holds text."""
    is_kind = {"workflow_state__base_content_type": kind}
    return Case(When(**is_kind, then=Cast("workflow_state__object_id", BigIntegerField())))


def _page(number: int, state: TaskState) -> Entry:
    return Entry(
        title=state.revision.object_str,
        url=reverse("wagtailadmin_pages:edit", args=[number]),
        note=_from(state),
        path=state.page_path,
    )


def _offer(number: int, state: TaskState) -> Entry:
    return Entry(
        title=state.revision.object_str,
        url=reverse("wagtailsnippets_matching_offer:edit", args=[quote(number)]),
        note=_from(state),
        place_id=state.offer_place or None,
    )


def _from(state: TaskState) -> str:
    author = state.revision.user
    return _("from %(name)s") % {"name": author.get_full_name() or author.email} if author else ""
