"""Pages of any type as lists show them, with one query for all; Wagtail needs one more for each type."""

from collections.abc import Mapping
from functools import cache

from django.db.models import F
from django.db.models.functions import Coalesce
from wagtail.models import Page, PageQuerySet, get_page_models

from cms.core.models import BasePage

_SHOWN = ("summary", "picture_id")  # the fields of every page that a list shows beside title and address


def read_teasers(pages: PageQuerySet, *, more: Mapping[str, str] | None = None) -> list[Page]:
    """Return pages of their own types with summary and picture; everything else of theirs is read when asked for.

    `more` names further fields and where they lie, such as door="sectionpage__door".
    """
    more = more or {}
    annotations: dict[str, Coalesce | F] = {f"teaser_{name}": _anywhere(name) for name in _SHOWN}
    annotations |= {f"teaser_{name}": F(path) for name, path in more.items()}
    found = []
    for page in pages.annotate(**annotations):
        own = page.specific_deferred
        names = {field.attname for field in own._meta.concrete_fields}
        # Beside the fields themselves, so that they do not count as deferred.
        own.__dict__ |= {name: getattr(page, f"teaser_{name}") for name in (*_SHOWN, *more) if name in names}
        if "locale" in page._state.fields_cache:
            own._state.fields_cache["locale"] = page.locale
        found.append(own)
    return found


@cache
def _anywhere(name: str) -> Coalesce:
    """Return a field of every type of page, from whichever table the page has."""
    return Coalesce(*(f"{link}__{name}" for link in _links()))


@cache
def _links() -> tuple[str, ...]:
    """Return how the query language calls the way from a page to the table of each type."""
    return tuple(
        model._meta.pk.remote_field.get_accessor_name()
        for model in get_page_models()
        if issubclass(model, BasePage) and model._meta.pk.remote_field
    )
