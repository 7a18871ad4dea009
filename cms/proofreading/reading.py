"""From a page in the editor to a draft that its checks can read; it asks the database nothing."""

from collections.abc import Iterator
from itertools import chain

from django.db import models
from django.utils.text import capfirst
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.core.models import BasePage, PortalImage
from cms.proofreading.blocks import Piece, blocks_of
from cms.proofreading.draft import Draft, Heading, Link, Paragraph, Picture, Place
from cms.proofreading.markup import passages

# Plain fields with whole sentences; the others hold names, words for the search or notes for colleagues.
SENTENCE_FIELDS = ("lead", "summary", "quote")


def read_draft(page: Page) -> Draft:
    """Return a page as its checks see it, with the words that the editor holds now."""
    pieces = list(chain.from_iterable(_of_field(page, field) for field in page._meta.get_fields()))
    return Draft(
        language_code=page.locale.language_code,
        title=page.title,
        search_title=page.seo_title,
        search_description=page.search_description,
        summary=page.summary if _shows_summary(page) else None,
        paragraphs=tuple(piece for piece in pieces if isinstance(piece, Paragraph)),
        headings=tuple(piece for piece in pieces if isinstance(piece, Heading)),
        links=tuple(piece for piece in pieces if isinstance(piece, Link)),
        pictures=tuple(piece for piece in pieces if isinstance(piece, Picture)),
    )


def _shows_summary(page: Page) -> bool:
    """Say whether editors of this type of page are asked for a summary at all: a start page has its lead instead."""
    return isinstance(page, BasePage) and "summary" in page.get_edit_handler().get_form_class().base_fields


def _of_field(page: Page, field: models.Field) -> Iterator[Piece]:
    # Wagtail's own columns come up elsewhere, or hold no text.
    if getattr(field, "model", Page) is Page or not getattr(field, "concrete", False):
        return
    place = Place(capfirst(str(field.verbose_name)), (field.name,))
    match field:
        case StreamField():
            yield from blocks_of(getattr(page, field.name), place)
        case RichTextField():
            yield from passages(getattr(page, field.name) or "", place)
        case models.ForeignKey() if issubclass(field.related_model, PortalImage):
            if image_id := getattr(page, field.attname):
                yield Picture(place, image_id)
        case _ if field.name in SENTENCE_FIELDS and (text := getattr(page, field.name)):
            yield Paragraph(text, place)
