"""Whether a changed page looks different elsewhere: in menus, lists and teasers, or only on itself.

Each process knows of every page what others can show of it, as a hash. The body is not part of it, nor are notes
for editors, so that an edited text drops one page, and a new title drops those that show it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Field, Q
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction, get_page_models

from cms.core.page_cache.reads import STEP_LENGTH
from cms.core.visible import HOME_DEPTH

CHUNK_SIZE = 500
ONLY_ON_ITSELF = frozenset(
    {
        *("latest_revision", "live_revision", "last_published_at", "latest_revision_created_at", "draft_title"),
        *("has_unpublished_changes", "search_description", "seo_title", "locked", "locked_at", "locked_by"),
        *("owner", "numchild", "responsible", "source", "search_keywords"),
    }
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What others can show of a page, and where it stands."""

    path: str
    table: str
    translation_key: object
    is_public: bool
    appearance: int


class PagesShown:
    """All pages as the others last saw them."""

    def __init__(self) -> None:
        self._shown: dict[int, Shown] = {}

    def load(self) -> None:
        """Look at all pages."""
        self._shown = _read(None)

    def tags_of_change(self, page_ids: Collection[int]) -> frozenset[str] | None:
        """Return what to drop after these pages changed; nothing at all means: everything."""
        now = _read(page_ids)
        tags: set[str] = set()
        is_moved = False
        for page_id in page_ids:
            before, after = self._shown.pop(page_id, None), now.get(page_id)
            if after is not None:
                self._shown[page_id] = after
            tags.add(f"body:{page_id}")
            if _looks_the_same(before, after):
                continue
            if any(one is not None and len(one.path) <= HOME_DEPTH * STEP_LENGTH for one in (before, after)):
                return None
            tags.update(self._tags_elsewhere(page_id, before, after))
            is_moved = is_moved or bool(before and after and before.path != after.path)
        if is_moved:  # pages beside it have got other paths too
            self.load()
        return frozenset(tags)

    def _tags_elsewhere(self, page_id: int, *states: Shown | None) -> Iterable[str]:
        yield f"page:{page_id}"
        for state in states:
            if state is None:
                continue
            yield f"list:{state.table}"
            yield f"list:{Page._meta.db_table}"
            yield f"children:{state.path[:-STEP_LENGTH]}"
            for length in range(STEP_LENGTH, len(state.path) + 1, STEP_LENGTH):
                yield f"below:{state.path[:length]}"
            # Those in other languages lead to it.
            yield from (
                f"body:{pk}" for pk, other in self._shown.items() if other.translation_key == state.translation_key
            )


def _looks_the_same(before: Shown | None, after: Shown | None) -> bool:
    if before == after:
        return True
    return not (before and before.is_public) and not (after and after.is_public)


def _read(page_ids: Collection[int] | None) -> dict[int, Shown]:
    private = tuple(Page.objects.filter(_has_restriction()).values_list("path", flat=True))
    shown: dict[int, Shown] = {}
    for model in get_page_models():
        if model is not Page:
            shown |= _read_model(model, page_ids, private)
    return shown


def _read_model(model: type[Page], page_ids: Collection[int] | None, private: tuple[str, ...]) -> dict[int, Shown]:
    fields = [field for field in model._meta.concrete_fields if _is_shown_elsewhere(field)]
    names = ["pk", "path", "translation_key", "live", "alias_of__path", *(field.attname for field in fields)]
    rows = model.objects.all() if page_ids is None else model.objects.filter(pk__in=page_ids)
    return {
        row[0]: Shown(
            path=row[1],
            table=model._meta.db_table,
            translation_key=row[2],
            is_public=row[3] and not row[1].startswith(private) and not (row[4] or "").startswith(private),
            appearance=hash(tuple(map(str, row[5:]))),
        )
        for row in rows.values_list(*names).iterator(CHUNK_SIZE)
    }


def _has_restriction() -> Q:
    """Match the pages below which nothing is public: those with a restriction, and what stands in for them."""
    private = PageViewRestriction.objects.values("page")
    return Q(pk__in=private) | Q(alias_of__in=private)


def _is_shown_elsewhere(field: Field) -> bool:
    return not isinstance(field, StreamField) and field.name not in ONLY_ON_ITSELF
