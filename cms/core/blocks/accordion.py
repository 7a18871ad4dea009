"""Questions that open."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from cms.core.blocks import groups
from cms.core.blocks.samples import words
from cms.core.blocks.text import PASSAGE_FEATURES


class AccordionItemBlock(StructBlock):
    """A question and its answer."""

    title = CharBlock(
        label=_("Question"), max_length=160, help_text=_("As people would ask it, such as: What does it cost?")
    )
    text = RichTextBlock(
        label=_("Answer"),
        features=PASSAGE_FEATURES,
        help_text=_("Opens below the question; begin with the answer itself."),
    )


def _sample() -> dict[str, Any]:
    say = words()
    return {"items": [{"title": say[f"question_{n}"], "text": f"<p>{say[f'answer_{n}']}</p>"} for n in (1, 2)]}


class AccordionBlock(StructBlock):
    """Questions below each other; an answer opens when one asks for it."""

    items = ListBlock(AccordionItemBlock(), label=_("Questions"), help_text=_("The most frequent question first."))

    class Meta:
        icon = "list-ul"
        group = groups.TEXT
        label = _("Questions and answers")
        description = _("Questions that open. Not for what everybody must read.")
        preview_value = staticmethod(_sample)
        template = "blocks/accordion_block.html"
