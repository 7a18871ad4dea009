"""What to do, in order."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock


class StepBlock(StructBlock):
    """One step."""

    title = CharBlock(label=_("Step"), max_length=120)
    text = RichTextBlock(label=_("Text"), features=["bold", "italic", "link"], required=False)


class StepsBlock(StructBlock):
    """Numbered steps."""

    steps = ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("What to do, in which order.")
        template = "blocks/steps_block.html"
