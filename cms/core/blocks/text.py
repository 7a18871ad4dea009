"""Running text."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class TextBlock(RichTextBlock):
    """Paragraphs, headings, lists and links."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **options})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, headings, lists and links.")
        template = "blocks/text_block.html"
