"""Wagtail's filters name people and tags of the whole portal; a municipality's editors see those of their own part.

Wagtail leaves no other way to change these lists than to put ours in their place.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.documents.views import documents
from wagtail.images.views import chooser as image_chooser
from wagtail.images.views import images
from wagtail.models import PageLogEntry

from cms.core.town_halls.ownership import municipalities_of, own_pages

PeopleFor = Callable[[HttpRequest], QuerySet[Any]]


class OwnImagesFilterSet(images.ImagesFilterSet):
    """The list of pictures, without everybody's tags."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave_out_tags(self)


class OwnDocumentsFilterSet(documents.DocumentsFilterSet):
    """The list of documents, without everybody's tags."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave_out_tags(self)


def leave_out_tags(filters: Any) -> None:
    """Take away the filter by the portal's most frequent tags."""
    if municipalities_of(filters.request.user) is not None:
        filters.filters.pop("tag", None)


def put_in_place() -> None:
    """Put our lists where Wagtail's are; called once, when the desk starts."""
    filters = PageFilterSet.declared_filters
    filters["owner"].queryset = _people(filters["owner"].queryset, _owners)
    filters["edited_by"].queryset = _people(filters["edited_by"].queryset, _editors)
    images.IndexView.filterset_class = OwnImagesFilterSet
    documents.IndexView.filterset_class = OwnDocumentsFilterSet
    _without_popular_tags(image_chooser.ImageChooseViewMixin)


def _people(everybody: PeopleFor, own: PeopleFor) -> PeopleFor:
    return lambda request: everybody(request) if municipalities_of(request.user) is None else own(request)


def _owners(request: HttpRequest) -> QuerySet[Any]:
    return get_user_model().objects.filter(pk__in=own_pages(request.user).values("owner"))


def _editors(request: HttpRequest) -> QuerySet[Any]:
    edits = PageLogEntry.objects.filter(action="wagtail.edit", page__in=own_pages(request.user))
    return get_user_model().objects.filter(pk__in=edits.values("user"))


def _without_popular_tags(view: Any) -> None:
    whole = view.get_context_data

    def get_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = whole(self, **kwargs)
        limited = municipalities_of(self.request.user) is not None
        return context | {"popular_tags": [] if limited else context["popular_tags"]}

    view.get_context_data = get_context_data
