"""What a draft's links and pictures point to: three questions to the database at most, however many there are."""

from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from wagtail.models import Page

from cms.core.models import PortalDocument, PortalImage
from cms.core.visible import public_pages
from cms.proofreading.draft import Draft, Link, Picture, Target

PAGES_DOOR = "wagtail_serve"  # what Wagtail calls the address that all pages stand behind


def with_targets(draft: Draft) -> Draft:
    """Return a draft whose links know what they lead to, and whose pictures know their own words."""
    page_ids = {link.page_id for link in draft.links if link.page_id}
    document_ids = {link.document_id for link in draft.links if link.document_id}
    targets: dict[tuple[str, int], Target] = {}
    if page_ids:
        # Both answers in one question: all that exist, and whether everybody may read them.
        is_open = Exists(public_pages(Page.objects.filter(pk=OuterRef("pk"))))
        for page_id, is_public in Page.objects.filter(pk__in=page_ids).values_list("pk", is_open):
            targets["page", page_id] = Target.OPEN if is_public else Target.HIDDEN
    if document_ids:
        found = PortalDocument.objects.filter(pk__in=document_ids).values_list("pk", flat=True)
        targets.update({("document", pk): Target.OPEN for pk in found})
    images = PortalImage.objects.in_bulk({picture.image_id for picture in draft.pictures}) if draft.pictures else {}
    return replace(
        draft,
        links=tuple(_aimed(link, targets) for link in draft.links),
        pictures=tuple(_named(one, images[one.image_id]) if one.image_id in images else one for one in draft.pictures),
    )


def _aimed(link: Link, targets: dict[tuple[str, int], Target]) -> Link:
    if link.page_id:
        return replace(link, target=targets.get(("page", link.page_id), Target.GONE))
    if link.document_id:
        return replace(link, target=targets.get(("document", link.document_id), Target.GONE))
    if link.address.startswith("/") and _is_a_pages(link.address):
        return replace(link, target=Target.TYPED)
    return link


def _is_a_pages(address: str) -> bool:
    """Say whether an address of ours is a page's; lists of offers and the like cannot be chosen, only typed in."""
    try:
        path = urlsplit(address).path
    except ValueError:  # such as "//[town]/": nothing of ours
        return False
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return str(resolve(path).url_name) == PAGES_DOOR
        except Resolver404:
            return False


def _named(picture: Picture, image: PortalImage) -> Picture:
    if picture.has_own_words:
        return replace(picture, title=image.title)
    return replace(
        picture, title=image.title, alternative_text=image.alternative_text, is_decorative=image.is_decorative
    )
