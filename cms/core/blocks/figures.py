"""Numbers that speak."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from cms.core.blocks import groups
from cms.core.blocks.choosers import ReferenceChooserBlock
from cms.core.blocks.samples import words


class FigureBlock(StructBlock):
    """One number, what it counts, and where that is written."""

    value = CharBlock(label=_("Number"), max_length=24, help_text=_("As it should be read, such as: 7 or 3,5 %."))
    label = CharBlock(
        label=_("What it counts"),
        max_length=120,
        help_text=_("Makes the number a sentence, such as: kitas with free places."),
    )
    reference = ReferenceChooserBlock(
        label=_("Proof"), required=False, help_text=_("Shown below the number, so that people can trust it.")
    )


def _sample() -> dict[str, Any]:
    say = words()
    return {"items": [{"value": value, "label": say[f"figure_{n}"]} for n, value in ((1, "7"), (2, "3"), (3, "1"))]}


class FiguresBlock(StructBlock):
    """Up to four large numbers."""

    items = ListBlock(
        FigureBlock(), label=_("Numbers"), min_num=1, max_num=4, help_text=_("One to four; more are not remembered.")
    )

    class Meta:
        icon = "order"
        group = groups.PROVE
        label = _("Figures")
        description = _("One to four large numbers, each with what it counts and its proof.")
        preview_value = staticmethod(_sample)
        template = "blocks/figures_block.html"
