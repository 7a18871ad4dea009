"""Earlier versions of pages and records: the newest stay, and all that are young."""

from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import Comment, Revision, RevisionMixin, TaskState, WorkflowState

from cms.operating.growth.batches import delete_in_batches

UNDECIDED = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


def remove_old_revisions(*, dry_run: bool = False) -> int:
    """Remove what is older than REVISIONS_KEEP_DAYS and not among the newest REVISIONS_KEEP_NEWEST of its page."""
    old = _old()
    return old.count() if dry_run else delete_in_batches(old)


def _old() -> QuerySet[Revision]:
    """Return what may go: what Wagtail's purge_revisions would take, without the newest few and what is published."""
    newer = (
        Revision.objects.filter(base_content_type=OuterRef("base_content_type"), object_id=OuterRef("object_id"))
        .filter(
            Q(created_at__gt=OuterRef("created_at")) | Q(created_at=OuterRef("created_at"), pk__gt=OuterRef("pk")),
        )
        .order_by("pk")
    )
    keep = max(settings.REVISIONS_KEEP_NEWEST, 1)
    history = timezone.now() - timedelta(days=settings.LOG_ENTRIES_KEEP_DAYS)
    # Both go with their version: Wagtail's foreign keys cascade.
    reviews = TaskState.objects.filter(
        Q(workflow_state__status__in=UNDECIDED) | Q(started_at__gte=history), revision=OuterRef("pk")
    )
    comments = Comment.objects.filter(revision_created=OuterRef("pk"), resolved_at=None)
    return Revision.objects.filter(
        Exists(newer[keep - 1 : keep]),
        ~Exists(reviews),
        ~Exists(comments),
        *(~Exists(rows) for rows in _in_use()),
        created_at__lt=timezone.now() - timedelta(days=settings.REVISIONS_KEEP_DAYS),
        approved_go_live_at=None,  # what is scheduled
    )


def _in_use() -> Iterator[QuerySet[Model]]:
    """Yield, for each model with versions, the records whose published or latest version this is."""
    for model in apps.get_models():
        if issubclass(model, RevisionMixin):
            for field in model._meta.local_fields:
                if field.name in {"live_revision", "latest_revision"}:
                    yield model._default_manager.filter(**{field.name: OuterRef("pk")})
