"""Wagtail's own history of pages and records, which editors see; the audit log is another one."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.operating.growth.batches import delete_in_batches


def remove_old_log_entries(*, dry_run: bool = False) -> int:
    """Remove what is older than LOG_ENTRIES_KEEP_DAYS; return how many rows."""
    limit = timezone.now() - timedelta(days=settings.LOG_ENTRIES_KEEP_DAYS)
    old = [model.objects.filter(timestamp__lt=limit) for model in (PageLogEntry, ModelLogEntry)]
    return sum(rows.count() if dry_run else delete_in_batches(rows) for rows in old)
