"""A note that stands out."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock

from cms.core.blocks import groups
from cms.core.blocks.samples import words
from cms.core.blocks.text import SENTENCE_FEATURES

TONES = [
    ("sun", _("hint (yellow)")),
    ("lake", _("good to know (blue)")),
    ("meadow", _("all well (green)")),
    ("brick", _("careful (red)")),
]


def _sample() -> dict[str, Any]:
    say = words()
    return {"title": say["note"], "text": f"<p>{say['note_text']}</p>", "tone": "sun"}


class CalloutBlock(StructBlock):
    """One thing the reader must not miss; at most one per screenful."""

    title = CharBlock(label=_("Title"), max_length=120, help_text=_("The message in a few words; many read only this."))
    text = RichTextBlock(
        label=_("Text"),
        features=SENTENCE_FEATURES,
        help_text=_("Two or three sentences at most, or it no longer stands out."),
    )
    tone = ChoiceBlock(
        label=_("Color"),
        choices=TONES,
        default="sun",
        help_text=_("Red only where something can go wrong; too much of it is overlooked."),
    )

    class Meta:
        icon = "help"
        group = groups.TEXT
        label = _("Note")
        description = _("One thing the reader must not miss.")
        preview_value = staticmethod(_sample)
        template = "blocks/callout_block.html"
