"""What belongs to which municipality, and what of the others its editors may use."""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import page_permission_policy

from cms.core.visible import public_pages
from matching.models import Offer, Organization, Place

_CACHED = "_town_hall_municipalities"
# Where a record says which municipality it belongs to. A company's offers belong where the company sits.
OWNER = {"core.contact": "municipality", "matching.organization": "place", "matching.offer": "organization__place"}
# Rights that open the pages of the whole portal; whoever has one is no municipality's editor only.
_WIDE = ("add_page", "change_page", "publish_page")


def municipalities_of(user: Any) -> frozenset[int] | None:
    """Return the municipalities that somebody's work is limited to; None for everybody whose work is not."""
    if not getattr(user, "is_authenticated", False) or user.is_superuser:
        return None
    if not hasattr(user, _CACHED):
        setattr(user, _CACHED, _limit_of(user))
    limited: frozenset[int] | None = getattr(user, _CACHED)
    return limited


def is_owned(model: type[Model]) -> bool:
    """Return whether the records of a model belong to municipalities."""
    return model._meta.label_lower in OWNER


def own(records: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Narrow records to those that somebody's municipalities look after."""
    limited = municipalities_of(user)
    if limited is None:
        return records
    owner = OWNER[records.model._meta.label_lower]
    return records.filter(Q(**{f"{owner}__in": limited}) | Q(**{f"{owner}__municipality__in": limited}))


def own_pages(user: Any) -> QuerySet[Page]:
    """Return the pages that somebody may edit."""
    return page_permission_policy.instances_user_has_permission_for(user, "change")


def own_places(user: Any) -> QuerySet[Place]:
    """Return the municipalities that somebody's work is limited to, with their postcodes; all for everybody else."""
    limited = municipalities_of(user)
    places = Place.objects.all()
    return places if limited is None else places.filter(Q(pk__in=limited) | Q(municipality__in=limited))


def file_policy(model: type[Model]) -> BasePermissionPolicy | None:
    """Return who may do what with pictures or documents; None for other models."""
    from wagtail.documents.permissions import permission_policy as of_documents  # they need models that are loaded
    from wagtail.images.permissions import permission_policy as of_images

    return {get_image_model(): of_images, get_document_model(): of_documents}.get(model)


def choosable_pages(pages: QuerySet[Page], user: Any) -> QuerySet[Page]:
    """Narrow pages to those that a municipality's editors may link to: their own, and what everybody may read.

    The desk shows a page under its draft's title; one that is being renamed elsewhere is not shown until it is out.
    """
    if municipalities_of(user) is None:
        return pages
    public = public_pages(Page.objects.filter(draft_title=F("title"))).values("pk")
    return pages.filter(Q(pk__in=public) | Q(pk__in=own_pages(user).values("pk")) | Q(depth=1))


def choosable(records: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Narrow what a chooser offers to a municipality's editors: their own, and what belongs to all."""
    if municipalities_of(user) is None:
        return records
    narrow = _choosers().get(records.model)
    return records.filter(pk__in=narrow(user).values("pk")) if narrow else records


def may_choose(user: Any, model: type[Model], ids: Iterable[object]) -> bool:
    """Return whether somebody may use all of these records of a model in what they write."""
    wanted = {str(one) for one in ids}
    is_judged = issubclass(model, Page) or model in _choosers()
    if municipalities_of(user) is None or not wanted or not is_judged:
        return True  # places, occupations and references are the same for everybody
    if not all(is_row_number(one) for one in wanted):
        return False
    if issubclass(model, Page):
        found = choosable_pages(Page.objects.filter(pk__in=wanted), user)
    else:
        found = choosable(model._default_manager.filter(pk__in=wanted), user)
    return {str(pk) for pk in found.values_list("pk", flat=True)} == wanted


@cache
def _choosers() -> dict[type[Model], Any]:
    contact = apps.get_model("core", "Contact")
    return {
        contact: lambda user: own(contact.objects.all(), user) | contact.objects.filter(municipality=None),
        Organization: lambda user: own(Organization.objects.all(), user),
        Offer: lambda user: Offer.objects.filter(
            Q(pk__in=own(Offer.objects.all(), user).values("pk")) | Q(pk__in=Offer.objects.open().values("pk"))
        ),
        **{model: partial(_usable_files, model) for model in (get_image_model(), get_document_model())},
    }


def content_type_of(model: type[Model]) -> ContentType:
    """Return under which type Wagtail keeps a thing's revisions and workflows."""
    return ContentType.objects.get_for_model(Page if issubclass(model, Page) else model)


def is_row_number(words: str) -> bool:
    """Return whether words can be the number of a row; longer ones overflow in the database."""
    return words.isdecimal() and len(words) < 10


def _usable_files(model: type[Model], user: Any) -> QuerySet[Any]:
    policy = file_policy(model)
    return (
        policy.instances_user_has_any_permission_for(user, ["change", "choose"])
        if policy
        else model._default_manager.none()
    )


def _limit_of(user: Any) -> frozenset[int] | None:
    found = frozenset(user.groups.filter(town_hall__isnull=False).values_list("town_hall__municipality", flat=True))
    is_of_the_district = user.groups.filter(
        page_permissions__page__depth=1, page_permissions__permission__codename__in=_WIDE
    )
    return found if found and not is_of_the_district.exists() else None
