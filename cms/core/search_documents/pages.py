"""Pages as search documents: what is live and public, with its words, its place in the tree and its address."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from cms.core.models import BasePage
from cms.core.search_documents.standing import TOPIC, Standing, facet_labels, standings
from cms.core.visible import HOME_DEPTH, findable_pages
from matching.changes import Kind
from matching.models import Place
from search.documents import DocumentKind, DocumentSource, SearchDocument, places, version_of
from search.documents.places import municipality_value, row_numbers

CHUNK_SIZE = 200
# Areas above the core are known by the names of their models only.
_KINDS_BY_MODEL = {"companypage": "company", "eventpage": "event", "storypage": "story"}
_WAY_TO_PLACE = {
    "companypage": "organization__place",
    "eventpage": "place",
    "municipalitypage": "place",
    "storypage": "place",
}


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
            pages = pages.filter(pk__in=row_numbers(object_ids))
        numbers = iter(list(pages.order_by("pk").values_list("pk", flat=True)))
        while chunk := list(islice(numbers, CHUNK_SIZE)):
            yield from _documents(_read(chunk))

    def visible(self, object_ids: Collection[str]) -> set[str]:
        return _ids(findable_pages(Page.objects.filter(pk__in=row_numbers(object_ids))))

    def affected_by(self, kind: Kind, object_ids: Collection[str]) -> set[str]:
        if kind == Kind.ORGANIZATION:  # its page shows its description
            return _ids(Page.objects.filter(companypage__organization__in=row_numbers(object_ids)))
        if kind == Kind.PLACE:  # its name is among the words of what happens there
            changed = places.places_within(object_ids)
            where = (f"{model}__{way}__in" for model, way in _WAY_TO_PLACE.items())
            return _ids(Page.objects.filter(_any(Q(**{lookup: changed}) for lookup in where)))
        if kind == Kind.PAGE:
            return set(object_ids) | _below(object_ids)
        return set()

    def facet_labels(self, facet: str, values: Collection[str]) -> dict[str, str]:
        return facet_labels(facet, values)

    def translations(self, keys: Collection[str], language: str) -> dict[str, str]:
        pages = findable_pages(
            Page.objects.filter(translation_key__in=keys, locale__language_code=language, alias_of=None)
        )
        return {str(key): str(pk) for key, pk in pages.values_list("translation_key", "pk")}


def _below(object_ids: Collection[str]) -> set[str]:
    """Return the pages below changed ones: they show their titles and carry their addresses.

    The start page is left out: it stands in no trail, and what moves it names all pages itself.
    """
    changed = Page.objects.filter(pk__in=row_numbers(object_ids), numchild__gt=0, depth__gt=HOME_DEPTH)
    paths = list(changed.values_list("path", flat=True))
    return _ids(Page.objects.filter(_any(Q(path__startswith=path) for path in paths))) if paths else set()


def _read(numbers: list[int]) -> list[Page]:
    """Return these pages with all that their documents tell; how many queries depends on the sorts of pages only."""
    wanted = Page.objects.filter(pk__in=numbers).order_by("pk").specific()
    pages = [
        page for page in wanted.select_related("locale", for_specific_subqueries=True) if isinstance(page, BasePage)
    ]
    by_model: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        by_model[page._meta.model_name or ""].append(page)
    for model, way in _WAY_TO_PLACE.items():
        prefetch_related_objects(by_model[model], way)
    stand_ins = _stand_ins(pages)
    return [page for page in pages if page.pk not in stand_ins]


def _stand_ins(pages: list[Page]) -> set[int]:
    """Return the pages that still show German text under another language: a translator has not published yet."""
    in_question = {
        page.pk: page.live_revision_id
        for page in pages
        if page.locale.language_code != settings.LANGUAGE_CODE
        and page.latest_revision_id not in {None, page.live_revision_id}
    }
    if not in_question:
        return set()
    revisions = Revision.objects.filter(pk__in=filter(None, in_question.values()))
    owners = dict(revisions.values_list("pk", "object_id"))
    return {pk for pk, revision in in_question.items() if owners.get(revision) != str(pk)}


def _documents(pages: list[Page]) -> Iterator[SearchDocument]:
    standing_of = standings(pages)
    for page in pages:
        if url := page.get_url():
            yield _document(page, url, standing_of[page.pk])


def _document(page: Page, url: str, standing: Standing) -> SearchDocument:
    model = page._meta.model_name or ""
    place = _place(page, model)
    return SearchDocument(
        source=PageSource.name,
        object_id=str(page.pk),
        kind=_KINDS_BY_MODEL.get(model, "page"),
        title=page.title,
        url=url,
        version=_version(page),
        body="\n".join(text for text in (page.summary, page.body_text, place.name if place else "") if text),
        language=page.locale.language_code,
        breadcrumb=standing.trail,
        keywords=page.search_keywords,
        translation_key=str(page.translation_key),
        facets=tuple(_facets(standing, place)),
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        dated_at=_dated_at(page, model),
        available_from=page.go_live_at,
        available_until=page.expire_at,
    )


def _facets(standing: Standing, place: Place | None) -> Iterator[tuple[str, str]]:
    if municipality := municipality_value(place) if place else standing.municipality:
        yield places.FACET, municipality
    if standing.topic:
        yield TOPIC, standing.topic


def _place(page: Page, model: str) -> Place | None:
    found: object = page if model in _WAY_TO_PLACE else None
    for name in _WAY_TO_PLACE.get(model, "").split("__"):
        found = getattr(found, name, None)
    return found if isinstance(found, Place) else None


def _dated_at(page: Page, model: str) -> datetime | None:
    """Return what an event's or a story's age is told from; other pages do not grow old."""
    moments = {"eventpage": "starts_at", "storypage": "first_published_at"}
    return getattr(page, moments[model]) if model in moments else None


def _version(page: Page) -> int:
    published = version_of(page.last_published_at or page.first_published_at)
    organization = getattr(page, "organization", None)
    return max(published, version_of(organization.updated_at)) if organization else published


def _any(conditions: Iterable[Q]) -> Q:
    joined = Q()
    for condition in conditions:
        joined |= condition
    return joined


def _ids(pages: QuerySet[Page]) -> set[str]:
    return {str(pk) for pk in pages.values_list("pk", flat=True)}
