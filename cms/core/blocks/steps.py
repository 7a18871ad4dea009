"""What to do, in order."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from cms.core.blocks import groups
from cms.core.blocks.samples import words
from cms.core.blocks.text import SENTENCE_FEATURES


class StepBlock(StructBlock):
    """One step."""

    title = CharBlock(label=_("Step"), max_length=120, help_text=_("What to do, as a call: make an appointment."))
    text = RichTextBlock(
        label=_("Text"),
        features=SENTENCE_FEATURES,
        required=False,
        help_text=_("How it is done, where, and how long it takes."),
    )


def _sample() -> dict[str, Any]:
    say = words()
    return {"steps": [{"title": say[f"step_{n}"], "text": f"<p>{say[f'step_{n}_text']}</p>"} for n in (1, 2, 3)]}


class StepsBlock(StructBlock):
    """Numbered steps."""

    steps = ListBlock(
        StepBlock(),
        label=_("Steps"),
        help_text=_("They are numbered by themselves, in the order in which they stand here."),
    )

    class Meta:
        icon = "list-ol"
        group = groups.DO
        label = _("Steps")
        description = _("What to do, in which order.")
        preview_value = staticmethod(_sample)
        template = "blocks/steps_block.html"
