"""Blocks that let editors choose a record.

A page loads what its blocks point to with a few queries per kind of block, however many blocks there are; Wagtail
does so for the records themselves, and we add what their templates read besides.
"""

import copy
from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Model, prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import PageChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.core.blocks.record_book import record_book
from cms.core.visible import is_in_time, is_private


class ContactChooserBlock(SnippetChooserBlock):
    """A contact with its words in all languages and its face."""

    def __init__(self, **options: Any) -> None:
        super().__init__("core.Contact", **options)

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Model | None]:
        values = list(values)
        wanted = [value for value in values if value is not None]
        found = self.model_class.objects.select_related("picture").in_bulk(wanted)
        lookups = ["picture__renditions"]
        if get_language() != settings.LANGUAGE_CODE:  # the contact itself is written in that
            lookups.append("wordings")
        return _with([found.get(value) for value in values], *lookups)


class ReferenceChooserBlock(SnippetChooserBlock):
    """A sourced statement with its words in all languages."""

    def __init__(self, **options: Any) -> None:
        super().__init__("core.Reference", **options)

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Model | None]:
        values, book = list(values), record_book()
        if book is not None:
            return book.references(values)
        return _with(super().bulk_to_python(values), "wordings")


class DescribedPictureBlock(ImageBlock):
    """A picture with the words for those who do not see it, or the explicit statement that it is decoration."""

    # Wagtail builds the three fields itself, in its own words.
    SAYS: ClassVar[dict[str, tuple[Any, Any]]] = {
        "image": (_("Picture"), _("Choose one, or upload it here.")),
        "decorative": (
            _("Only decoration"),
            _("Ticked: the picture says nothing that is not in the text; screen readers leave it out."),
        ),
        "alt_text": (
            _("Alternative text"),
            _("What can be seen, in one sentence, for people who do not see it."),
        ),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name, (label, sentence) in self.SAYS.items():
            child = self.child_blocks[name]
            child.label = label
            if isinstance(child, ImageChooserBlock):  # its field asks for the model, which is not there yet
                child._help_text = sentence
            else:
                child.field.help_text = sentence

    def bulk_to_python(self, values: Iterable[Any]) -> list[Model | None]:
        return _with(super().bulk_to_python(values), "renditions")


class PictureChooserBlock(ImageChooserBlock):
    """A picture whose words are its own."""

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Model | None]:
        return _with(super().bulk_to_python(values), "renditions")


class OpenPageChooserBlock(PageChooserBlock):
    """A page to link to; whether everybody may read it is known without asking for each."""

    def __init__(self, *, related: tuple[str, ...] = (), prefetched: tuple[str, ...] = (), **options: Any) -> None:
        super().__init__(**options)
        self.related = ("locale", *related)
        self.prefetched = prefetched

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Page | None]:
        values = list(values)
        pages = (
            self.model_class.objects.select_related(*self.related)
            .annotate(is_restricted=is_private())
            .in_bulk([value for value in values if value is not None])
        )
        # The same page twice is two objects, as Wagtail's editor wants it.
        return _with([copy.copy(pages.get(value)) for value in values], *self.prefetched)


def is_open(page: Page | None) -> bool:
    """Return whether everybody may read a page."""
    if page is None or not page.live or not is_in_time(page):
        return False
    if hasattr(page, "is_restricted"):
        return not page.is_restricted
    return not page.get_view_restrictions().exists()


def _with(records: list[Any], *lookups: str) -> list[Any]:
    prefetch_related_objects([record for record in records if record is not None], *lookups)
    return records
