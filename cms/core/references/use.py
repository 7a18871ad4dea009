"""Which pages a reference touches, and which references somebody must look at."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from cms.core.models import Reference


@dataclass(frozen=True, slots=True)
class TouchedPage:
    """A page that shows a record."""

    page: Page
    is_older: bool  # published before the record changed: nobody has read it since


def pages_touched(*, records: Iterable[Model]) -> dict[int, list[TouchedPage]]:
    """Return for each record's row number the pages that show it, with two queries for all.

    Wagtail's index of references follows each save of a page a moment later, in the background.
    """
    by_number = {record.pk: record for record in records}
    if not by_number:
        return {}
    kind = type(next(iter(by_number.values())))
    uses = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(kind),
        to_object_id__in=[str(number) for number in by_number],
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    pairs = set(uses.values_list("to_object_id", "object_id"))
    pages = Page.objects.select_related("locale").in_bulk({int(page) for _record, page in pairs})
    touched: dict[int, list[TouchedPage]] = defaultdict(list)
    for number, page_number in sorted(pairs, key=lambda pair: int(pair[1])):
        if page := pages.get(int(page_number)):
            touched[int(number)].append(TouchedPage(page, _is_older(page, by_number[int(number)])))
    return dict(touched)


def changed_references() -> list[Reference]:
    """Return the references that changed after a page that shows them was last published."""
    changed = list(Reference.objects.filter(changed_at__isnull=False))
    touched = pages_touched(records=changed)
    return [one for one in changed if any(use.is_older for use in touched.get(one.pk, []))]


def needing_attention() -> QuerySet[Reference]:
    """Return the references whose check is overdue, and those that changed under a page."""
    changed = [reference.pk for reference in changed_references()]
    return Reference.objects.filter(Q(review_date__lt=timezone.localdate()) | Q(pk__in=changed)).order_by(
        "review_date", "key"
    )


def _is_older(page: Page, record: Model) -> bool:
    changed_at = getattr(record, "changed_at", None)
    return bool(changed_at and page.last_published_at and page.last_published_at < changed_at)
