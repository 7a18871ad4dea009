"""What others have submitted and wait for: pages and offers that this person may approve."""

from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Page, TaskState

from cms.accounts.models import User
from cms.desk.to_do.entries import Entries, Entry
from matching.models import Offer


def reviews(user: User) -> Entries:
    """Return pages and offers that wait for this person's yes, the oldest first."""
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    waiting = waiting.filter(workflow_state__base_content_type__in=_kinds().values())
    if not user.is_superuser:
        # Wagtail's `reviewable_by` would ask for every task first; here groups approve, and nobody else.
        waiting = waiting.filter(task__in=GroupApprovalTask.objects.filter(groups__in=user.groups.all()))
    waiting = waiting.select_related("revision__user", "workflow_state").defer("revision__content")
    by_kind: dict[int, dict[str, TaskState]] = {kind.pk: {} for kind in _kinds().values()}
    for state in waiting.order_by("started_at"):
        by_kind[state.workflow_state.base_content_type_id][state.workflow_state.object_id] = state
    return {
        "review": _pages(by_kind[_kinds()[Page].pk]),
        "offers": _offers(by_kind[_kinds()[Offer].pk]),
    }


def _kinds() -> dict[type[Model], ContentType]:
    return ContentType.objects.get_for_models(Page, Offer)


def _pages(waiting: dict[str, TaskState]) -> list[Entry]:
    # The number is text: the same column serves all models.
    pages = Page.objects.only("title", "path").in_bulk([int(number) for number in waiting]) if waiting else {}
    return [
        Entry(
            title=state.revision.object_str,
            url=reverse("wagtailadmin_pages:edit", args=[number]),
            note=_from(state),
            path=pages[int(number)].path,
        )
        for number, state in waiting.items()
        if int(number) in pages
    ]


def _offers(waiting: dict[str, TaskState]) -> list[Entry]:
    numbers = [int(number) for number in waiting]
    offers = Offer.objects.select_related("place").only("place__municipality").in_bulk(numbers) if waiting else {}
    return [
        Entry(
            title=state.revision.object_str,
            url=reverse("wagtailsnippets_matching_offer:edit", args=[quote(number)]),
            note=_from(state),
            place_id=_municipality(offers[int(number)]),
        )
        for number, state in waiting.items()
        if int(number) in offers
    ]


def _municipality(offer: Offer) -> int | None:
    """Return the municipality: an offer may name one of its postcodes."""
    return (offer.place.municipality_id or offer.place_id) if offer.place else None


def _from(state: TaskState) -> str:
    author = state.revision.user
    return _("from %(name)s") % {"name": author.get_full_name() or author.email} if author else ""
