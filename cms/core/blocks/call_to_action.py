"""The one next step."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock, StructValue, URLBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.core.blocks import groups
from cms.core.blocks.choosers import OpenPageChooserBlock, is_open
from cms.core.blocks.samples import words
from cms.core.blocks.text import SENTENCE_FEATURES

TONES = [("blue", _("blue: for grown-ups")), ("sun", _("yellow: for youths, arriving")), ("plain", _("plain"))]


class Invitation(StructValue):
    """A call with its one button."""

    @property
    def buttons(self) -> list[dict[str, str]]:
        """Return the button; none when the page it led to is gone or private."""
        page = self.get("page")
        url = page.url if is_open(page) else self.get("url")
        return [{"text": self["link_text"], "url": url}] if url else []


def _sample() -> dict[str, Any]:
    say = words()
    return {
        "title": say["call"],
        "text": f"<p>{say['call_text']}</p>",
        "page": None,
        "url": "https://heimathafen.example/",
        "link_text": say["call_link"],
        "tone": "blue",
    }


class CallToActionBlock(StructBlock):
    """An invitation with exactly one button."""

    title = CharBlock(label=_("Title"), max_length=120, help_text=_("What people gain, in a few words."))
    text = RichTextBlock(
        label=_("Text"),
        features=SENTENCE_FEATURES,
        required=False,
        help_text=_("One or two sentences that take away doubts: does it cost anything, how long does it take?"),
    )
    page = OpenPageChooserBlock(
        label=_("Page of the portal"),
        required=False,
        help_text=_("The button leads there, in the reader's language where there is one."),
    )
    url = URLBlock(
        label=_("Or another address"), required=False, help_text=_("Only if the next step is taken on another website.")
    )
    link_text = CharBlock(label=_("Words on the button"), max_length=60, help_text=_("A verb: get the card."))
    tone = ChoiceBlock(
        label=_("Color"),
        choices=TONES,
        default="blue",
        help_text=_("Yellow speaks to young people and newcomers, blue to everybody."),
    )

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")) and not self.is_deferred_validation:
            problem = ValidationError(_("Choose a page or give an address, not both and not none."))
            raise StructBlockValidationError(block_errors={"page": problem})
        return cleaned

    class Meta:
        icon = "arrow-right"
        group = groups.DO
        label = _("Call")
        description = _("A field of color with one button: the one next step. At most one on a page.")
        preview_value = staticmethod(_sample)
        template = "blocks/call_to_action_block.html"
        value_class = Invitation
