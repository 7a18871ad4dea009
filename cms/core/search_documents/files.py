"""Files for download as search documents, with the words inside them as far as they could be read."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionViewRestriction, Page

from cms.core.models import DocumentText, PortalDocument
from cms.core.search_documents.standing import TOPIC, Standing, facet_labels, standings
from cms.core.uses import public_pages_using, public_uses, used_on
from matching.changes import Kind
from search.documents import DocumentKind, DocumentSource, SearchDocument, places, version_of
from search.documents.places import row_numbers

# Films and calendar entries are shown by pages; as files nobody looks for them.
EXTENSIONS = ("pdf", "docx", "odt", "xlsx", "ods", "csv", "txt")
CHUNK_SIZE = 100
LONGEST_TEXT = 100_000  # characters


class FileSource(DocumentSource):
    """Every file in a public collection that a public page shows; what waits in a draft is not found."""

    name = "document"
    change_kind = Kind.DOCUMENT
    kinds = (DocumentKind("document", _("Document"), "sun"),)

    def load(self, object_ids: Collection[str] | None = None) -> Iterable[SearchDocument]:
        documents = _public_documents()
        if object_ids is not None:
            documents = documents.filter(pk__in=row_numbers(object_ids))
        numbers = list(documents.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(numbers), CHUNK_SIZE):
            chunk = numbers[start : start + CHUNK_SIZE]
            yield from _documents(list(_public_documents().filter(pk__in=chunk).select_related("words").order_by("pk")))

    def visible(self, object_ids: Collection[str]) -> set[str]:
        public = _public_documents().filter(pk__in=row_numbers(object_ids))
        return {str(number) for number in public.values_list("pk", flat=True)}

    def affected_by(self, kind: Kind, object_ids: Collection[str]) -> set[str]:
        if kind == Kind.PAGE:
            return used_on(PortalDocument, row_numbers(object_ids))
        return super().affected_by(kind, object_ids)

    def facet_labels(self, facet: str, values: Collection[str]) -> dict[str, str]:
        return facet_labels(facet, values)


def _public_documents() -> QuerySet[PortalDocument]:
    """Return the files that everybody may open today, as collections and pages say, with one query."""
    asked_path = ExpressionWrapper(OuterRef("collection__path"), CharField())
    is_private = Exists(
        CollectionViewRestriction.objects.alias(asked_path=asked_path).filter(
            asked_path__startswith=F("collection__path")
        )
    )
    is_sort = Q()
    for extension in EXTENSIONS:
        is_sort |= Q(file__iendswith=f".{extension}")
    is_valid = Q(valid_until__isnull=True) | Q(valid_until__gte=timezone.localdate())
    number = {"to_object_id": OuterRef("number")}
    # What no public page shows may belong to a draft: a file is published by the page that shows it.
    is_shown = Exists(public_uses(PortalDocument).filter(**number))
    public = PortalDocument.objects.filter(is_sort, is_valid).exclude(is_private)
    return public.annotate(number=Cast("pk", CharField())).filter(is_shown)


def _documents(documents: list[PortalDocument]) -> Iterable[SearchDocument]:
    shown_on = public_pages_using(PortalDocument, [document.pk for document in documents])
    standing_of = standings({page.pk: page for pages in shown_on.values() for page in pages}.values())
    for document in documents:
        page = min(shown_on.get(document.pk, ()), key=lambda one: (one.depth, one.path), default=None)
        yield _document(document, page, standing_of.get(page.pk) if page else None)


def _document(document: PortalDocument, page: Page | None, standing: Standing | None) -> SearchDocument:
    words: DocumentText | None = getattr(document, "words", None)
    if words and words.file_name != document.file.name:
        words = None  # of the file before
    facets = ((places.FACET, standing.municipality), (TOPIC, standing.topic)) if standing else ()
    trail = (standing.trail if standing else "", page.title if page else "")
    return SearchDocument(
        source=FileSource.name,
        object_id=str(document.pk),
        kind="document",
        title=document.title,
        url=document.url,
        version=max(version_of(document.created_at), version_of(words.read_at if words else None)),
        body=words.text[:LONGEST_TEXT] if words else "",
        language=_language(words, page),
        breadcrumb=" › ".join(title for title in trail if title),
        facets=tuple((facet, value) for facet, value in facets if value),
        available_until=_end_of(document),
    )


def _language(words: DocumentText | None, page: Page | None) -> str:
    """Return the language that the file names, else that of the page which offers it."""
    if words and words.language_code:
        return words.language_code
    return str(page.locale.language_code) if page else settings.LANGUAGE_CODE


def _end_of(document: PortalDocument) -> datetime | None:
    if document.valid_until is None:
        return None
    return timezone.make_aware(datetime.combine(document.valid_until + timedelta(days=1), time.min))
