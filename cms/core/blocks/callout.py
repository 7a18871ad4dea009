"""A note that stands out."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock


class CalloutBlock(StructBlock):
    """One thing the reader must not miss; at most one per screenful."""

    title = CharBlock(label=_("Title"), max_length=120)
    text = RichTextBlock(label=_("Text"), features=["bold", "italic", "link"])

    class Meta:
        icon = "help"
        label = _("Note")
        description = _("One thing the reader must not miss.")
        template = "blocks/callout_block.html"
