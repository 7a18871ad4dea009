"""Pages as search documents: what is live and public, with its words, its place in the tree and its address."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.models import BasePage
from cms.core.visible import HOME_DEPTH, findable_pages
from matching.changes import Kind
from search.documents import DocumentKind, DocumentSource, SearchDocument, register, version_of

CHUNK_SIZE = 200
# Areas above the core are known by the names of their models only.
_KINDS_BY_MODEL = {"companypage": "company", "eventpage": "event", "storypage": "story"}


class PageSource(DocumentSource):
    """Every page of the portal that everybody may read."""

    name = "page"
    change_kind = Kind.PAGE
    kinds = (
        DocumentKind("page", _("Page"), "sun"),
        DocumentKind("company", _("Company"), "lake"),
        DocumentKind("event", _("Event"), "brick"),
        DocumentKind("story", _("Story"), "meadow"),
    )

    def load(self, object_ids: Collection[str] | None = None) -> Iterable[SearchDocument]:
        pages = findable_pages(Page.objects.all())
        if object_ids is not None:
            pages = pages.filter(pk__in=_row_numbers(object_ids))
        numbers = iter(pages.order_by("pk").values_list("pk", flat=True))
        while chunk := list(islice(numbers, CHUNK_SIZE)):
            yield from _documents(list(Page.objects.filter(pk__in=chunk).select_related("locale").specific()))

    def visible(self, object_ids: Collection[str]) -> set[str]:
        return _ids(findable_pages(Page.objects.filter(pk__in=_row_numbers(object_ids))))

    def affected_by(self, kind: Kind, object_ids: Collection[str]) -> set[str]:
        if kind == Kind.ORGANIZATION:  # its page shows its description
            return _ids(Page.objects.filter(companypage__organization__in=_row_numbers(object_ids)))
        if kind == Kind.PAGE:  # pages below show its title and carry its address
            changed = Page.objects.filter(pk__in=_row_numbers(object_ids), numchild__gt=0)
            below = Q()
            for path in changed.values_list("path", flat=True):
                below |= Q(path__startswith=path)
            return set(object_ids) | (_ids(Page.objects.filter(below)) if below else set())
        return set()


def register_pages() -> None:
    """Let search know the portal's pages."""
    register(PageSource())


def _documents(pages: list[Page]) -> Iterator[SearchDocument]:
    trails = _trails(pages)
    for page in pages:
        url = page.get_url() if isinstance(page, BasePage) else None
        if url is None:
            continue
        yield SearchDocument(
            source=PageSource.name,
            object_id=str(page.pk),
            kind=_KINDS_BY_MODEL.get(page._meta.model_name or "", "page"),
            title=page.title,
            url=url,
            version=version_of(page.last_published_at or page.first_published_at),
            body="\n".join(text for text in (page.summary, page.body_text) if text),
            language=page.locale.language_code,
            breadcrumb=trails[page.pk],
            available_from=page.go_live_at,
            available_until=page.expire_at,
        )


def _trails(pages: list[Page]) -> dict[int, str]:
    """Return where each page stands ("Working › Companies"), with one query for all."""
    paths_above = {page.pk: _paths_above(page) for page in pages}
    wanted = {path for paths in paths_above.values() for path in paths}
    titles = dict(Page.objects.filter(path__in=wanted).values_list("path", "title"))
    return {pk: " › ".join(titles[path] for path in paths if path in titles) for pk, paths in paths_above.items()}


def _paths_above(page: Page) -> list[str]:
    """Return the paths of what says where a page stands; neither the root nor the start page does."""
    return [page.path[: depth * page.steplen] for depth in range(HOME_DEPTH + 1, page.depth)]


def _ids(pages: QuerySet[Page]) -> set[str]:
    return {str(pk) for pk in pages.values_list("pk", flat=True)}


def _row_numbers(object_ids: Collection[str]) -> list[int]:
    return [int(object_id) for object_id in object_ids if object_id.isdecimal()]
