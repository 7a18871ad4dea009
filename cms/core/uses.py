"""Which pages show a record that is edited once: a contact, or a file for download.

Wagtail's index of references knows it. Its own bell brings it up to date in the background and may be lost; whoever
publishes a page does it here, in the same transaction as the change log's line, so that search follows at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Case, Exists, Model, OuterRef, QuerySet, When
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from cms.core.models import Contact
from cms.core.visible import findable_pages
from matching import changes


def renew_uses(page: Page) -> None:
    """Note what a page that was just published shows; what came or went is in the change log afterwards."""
    before = _uses_of(page)
    ReferenceIndex.create_or_update_for_object(page)
    _record(before ^ _uses_of(page))


def record_uses(page: Page) -> None:
    """Write into the change log what a page has shown until now."""
    _record(_uses_of(page))


def used_on(model: type[Model], page_ids: Iterable[int]) -> set[str]:
    """Return the row numbers of the records of a model that these pages show, with one query."""
    found = _all_uses(model).filter(object_id__in=[str(page_id) for page_id in page_ids])
    return set(found.values_list("to_object_id", flat=True))


def public_uses(model: type[Model]) -> QuerySet[ReferenceIndex]:
    """Return the references to a model's records (`to_object_id`) from pages that everybody may read."""
    # Other models' row numbers need not be numbers: a condition keeps the database from reading them as such.
    is_page = When(base_content_type=ContentType.objects.get_for_model(Page), then=Cast("object_id", BigIntegerField()))
    shown = findable_pages(Page.objects.filter(pk=OuterRef("page_number")))
    return _all_uses(model).annotate(page_number=Case(is_page)).filter(Exists(shown))


def _all_uses(model: type[Model]) -> QuerySet[ReferenceIndex]:
    """Return the references to a model's records from any page."""
    of = ContentType.objects.get_for_model
    return ReferenceIndex.objects.filter(to_content_type=of(model), base_content_type=of(Page))


def public_pages_using(model: type[Model], numbers: Collection[int]) -> dict[int, list[Page]]:
    """Return for each record that any page shows those pages that everybody may read; two queries for all."""
    uses = _all_uses(model).filter(to_object_id__in=[str(number) for number in numbers])
    pairs = {(int(record), int(page)) for record, page in uses.values_list("to_object_id", "object_id")}
    pages = findable_pages(Page.objects.filter(pk__in={page for _record, page in pairs}))
    found = pages.select_related("locale").in_bulk()
    using: dict[int, list[Page]] = defaultdict(list)
    for record, page_number in sorted(pairs):
        using[record] += [found[page_number]] if page_number in found else []
    return using


def _uses_of(page: Page) -> set[tuple[changes.Kind, str]]:
    of = ContentType.objects.get_for_model
    kinds = {of(Contact).pk: changes.Kind.CONTACT, of(get_document_model()).pk: changes.Kind.DOCUMENT}
    found = ReferenceIndex.objects.filter(
        to_content_type__in=kinds, base_content_type=of(Page), object_id=str(page.pk)
    ).values_list("to_content_type", "to_object_id")
    return {(kinds[model], number) for model, number in found}


def _record(uses: set[tuple[changes.Kind, str]]) -> None:
    for kind in (changes.Kind.CONTACT, changes.Kind.DOCUMENT):
        changes.record(kind, sorted(number for one, number in uses if one == kind))
