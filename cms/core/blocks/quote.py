"""What somebody said."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, TextBlock

from cms.core.blocks import groups
from cms.core.blocks.choosers import PictureChooserBlock
from cms.core.blocks.samples import words


def _sample() -> dict[str, Any]:
    say = words()
    return {"text": say["quote"], "name": say["name"], "role": say["role"], "picture": None}


class QuoteBlock(StructBlock):
    """A sentence of a person who agreed to it, with name and face."""

    text = TextBlock(
        label=_("What they said"),
        max_length=400,
        rows=3,
        help_text=_("Word for word and without quotation marks; the page adds them."),
    )
    name = CharBlock(label=_("Name"), max_length=120, help_text=_("Who said it, with their consent."))
    role = CharBlock(
        label=_("Who they are"),
        max_length=160,
        required=False,
        help_text=_("Why their word counts here, such as: runs the bakery in Niesky."),
    )
    picture = PictureChooserBlock(
        label=_("Portrait"),
        required=False,
        help_text=_("A face makes the words credible; only with the person's consent."),
    )

    class Meta:
        icon = "openquote"
        group = groups.TEXT
        label = _("Quote")
        description = _("One sentence of a person, with name and face. Only with their consent.")
        preview_value = staticmethod(_sample)
        template = "blocks/quote_block.html"
