"""A handbook with chapters that rest on references."""

import json

import factory
from wagtail_factories import PageFactory

from cms.companies.models import HandbookChapterPage, HandbookPage
from cms.core.models import Reference

TEXT = {"type": "text", "value": "<h2>Fragen vorbereiten</h2><p>Alle bekommen dieselben Fragen.</p>"}


class HandbookPageFactory(PageFactory):
    """A handbook."""

    class Meta:
        model = HandbookPage

    title = "Handbuch Auswahl"
    slug = "handbuch"
    summary = "Menschen fair auswählen."
    edition = "2. Auflage"
    story = factory.LazyFunction(lambda: json.dumps([TEXT]))


class HandbookChapterPageFactory(PageFactory):
    """A chapter; `references=[…]` puts a law block below its text."""

    class Meta:
        model = HandbookChapterPage

    class Params:
        references: list[Reference] = []

    title = factory.Sequence(lambda n: f"Kapitel {n + 1}")
    summary = "Worum es geht."
    story = factory.LazyAttribute(
        lambda chapter: json.dumps(
            [TEXT, {"type": "law", "value": {"references": [one.pk for one in chapter.references]}}]
            if chapter.references
            else [TEXT]
        )
    )
