"""The first questions, answered at a glance."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from cms.core.blocks import groups
from cms.core.blocks.samples import words


class KeyFactBlock(StructBlock):
    """A short question and a short answer."""

    label = CharBlock(label=_("Question"), max_length=60, help_text=_("In a word or two: costs, duration, where."))
    value = CharBlock(
        label=_("Answer"), max_length=120, help_text=_("The answer itself, without a sentence around it.")
    )


def _sample() -> dict[str, Any]:
    say = words()
    return {"facts": [{"label": say[f"fact_{n}"], "value": say[f"fact_{n}_value"]} for n in (1, 2, 3)]}


class KeyFactsBlock(StructBlock):
    """Two or three pairs at the top of a page."""

    facts = ListBlock(
        KeyFactBlock(),
        label=_("Pairs"),
        min_num=1,
        max_num=6,
        help_text=_("What most people want to know before they read on."),
    )

    class Meta:
        icon = "info-circle"
        group = groups.PROVE
        label = _("At a glance")
        description = _("Short questions and answers for the top of a page: how long, what it costs, who helps.")
        preview_value = staticmethod(_sample)
        template = "blocks/key_facts_block.html"
