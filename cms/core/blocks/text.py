"""Running text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

from cms.core.blocks import groups
from cms.core.blocks.samples import words

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
SENTENCE_FEATURES = ["bold", "italic", "link", "document-link"]
PASSAGE_FEATURES = [*SENTENCE_FEATURES, "ol", "ul"]
HELP = _("The answer first, then what belongs to it; a heading every few paragraphs.")


def _sample() -> str:
    say = words()
    return "<h2>{heading}</h2><p>{paragraph}</p><ul><li>{point_1}</li><li>{point_2}</li></ul>".format(**say)


class TextBlock(RichTextBlock):
    """Paragraphs, headings, lists and links."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, "help_text": HELP, **options})

    class Meta:
        icon = "pilcrow"
        group = groups.TEXT
        label = _("Text")
        description = _("Paragraphs, headings, lists and links.")
        preview_value = staticmethod(_sample)
        template = "blocks/text_block.html"
