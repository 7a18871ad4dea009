"""A handbook and its chapters: what the pages show, and what goes into the PDF."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from wagtail.blocks import StreamValue
from wagtail.models import Page

from cms.companies.models import HandbookChapterPage, HandbookPage
from cms.core.models import Reference
from cms.core.visible import public_pages

# In the PDF all statements stand at the end, once each; what changes every day or needs a screen stays on the web.
NOT_IN_PRINT = frozenset({"law", "offer_list", "event_list", "municipality_map", "video"})


@dataclass(frozen=True, slots=True)
class ChapterLink:
    """A chapter in a menu or a list."""

    number: int
    title: str
    url: str
    summary: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class BookChapter:
    """A chapter of the PDF: its blocks without the law, and the references they rest on."""

    number: int
    page: HandbookChapterPage
    language: str  # when it is not the book's: an untranslated chapter stands there in German
    blocks: list[StreamValue.StreamChild]
    references: list[Reference]


def handbook_content(*, handbook: HandbookPage) -> dict[str, object]:
    """Return what a handbook's page shows: its chapters, its PDF, its date."""
    chapters = chapters_of(handbook=handbook)
    return {
        "chapters": chapter_links(chapters),
        "pdf_url": f"{handbook.get_url()}{handbook.reverse_subpage('pdf')}" if chapters else "",
        "updated_at": updated_at([handbook, *chapters]),
    }


def chapter_content(*, chapter: HandbookChapterPage) -> dict[str, object]:
    """Return what a chapter's page shows beside its text: the other chapters, the one before and the one after."""
    handbook = HandbookPage.objects.parent_of(chapter).first()
    links = chapter_links(chapters_of(handbook=handbook), current_id=chapter.pk) if handbook else []
    position = next((i for i, link in enumerate(links) if link.current), None)
    return {
        "handbook": handbook,
        "chapters": links,
        "number": position + 1 if position is not None else 0,
        "previous": links[position - 1] if position else None,
        "next": links[position + 1] if position is not None and position + 1 < len(links) else None,
    }


def book_content(*, handbook: HandbookPage) -> dict[str, object]:
    """Return what the PDF is made of."""
    pages = chapters_of(handbook=handbook)
    language_code = handbook.written_in
    chapters = [_book_chapter(number, page, language_code) for number, page in enumerate(pages, start=1)]
    references = {one.pk: one for chapter in chapters for one in [*chapter.references, *references_in(handbook.story)]}
    return {
        "handbook": handbook,
        "language_code": language_code,
        "introduction": [block for block in handbook.story if block.block_type not in NOT_IN_PRINT],
        "chapters": chapters,
        "references": sorted(references.values(), key=lambda one: (one.topic, one.reference, one.pk)),
        "updated_at": updated_at([handbook, *pages]),
        "district_name": settings.PORTAL_DISTRICT_NAME,
        "portal_url": settings.PORTAL_URL,
    }


def chapters_of(*, handbook: Page) -> list[HandbookChapterPage]:
    """Return the public chapters in the editors' order."""
    return list(
        public_pages(HandbookChapterPage.objects.child_of(handbook))
        .select_related("locale", "alias_of__locale")
        .order_by("path")
    )


def chapter_links(chapters: Iterable[HandbookChapterPage], *, current_id: int | None = None) -> list[ChapterLink]:
    """Return chapters as numbered lines."""
    return [
        ChapterLink(number, page.title, page.get_url() or "", page.summary, page.pk == current_id)
        for number, page in enumerate(chapters, start=1)
    ]


def references_in(value: object) -> Iterator[Reference]:
    """Return the references that blocks use, wherever they stand in them."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, StreamValue):
        for block in value:
            yield from references_in(block.value)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from references_in(part)
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for part in value:
            yield from references_in(part)


def updated_at(pages: Iterable[Page]) -> datetime | None:
    """Return when one of the pages was published last."""
    return max((page.last_published_at for page in pages if page.last_published_at), default=None)


def _book_chapter(number: int, page: HandbookChapterPage, book_language: str) -> BookChapter:
    blocks = [block for block in page.story if block.block_type not in NOT_IN_PRINT]
    unique = {reference.pk: reference for reference in references_in(page.story)}
    language = page.written_in
    return BookChapter(number, page, "" if language == book_language else language, blocks, list(unique.values()))
