"""One thing after the other in time."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from cms.core.blocks import groups
from cms.core.blocks.samples import words
from cms.core.blocks.text import PASSAGE_FEATURES


class TimelineEntryBlock(StructBlock):
    """A point in time and what belongs to it."""

    when = CharBlock(
        label=_("When"), max_length=80, help_text=_("A date or a time span, such as: three months before you move.")
    )
    title = CharBlock(
        label=_("Title"), max_length=160, required=False, help_text=_("What happens then, in a few words.")
    )
    text = RichTextBlock(
        label=_("Text"),
        features=PASSAGE_FEATURES,
        required=False,
        help_text=_("What people do themselves at this point."),
    )


def _sample() -> dict[str, Any]:
    say = words()
    entries = [
        {"when": say[f"when_{n}"], "title": say[f"step_{n}"], "text": f"<p>{say[f'step_{n}_text']}</p>"}
        for n in (1, 2, 3)
    ]
    return {"entries": entries}


class TimelineBlock(StructBlock):
    """What happens when."""

    entries = ListBlock(TimelineEntryBlock(), label=_("Entries"), min_num=2, help_text=_("The earliest first."))

    class Meta:
        icon = "history"
        group = groups.DO
        label = _("Timeline")
        description = _("What happens when: before, on the day, after a month.")
        preview_value = staticmethod(_sample)
        template = "blocks/timeline_block.html"
