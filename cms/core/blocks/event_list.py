"""What comes next."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, StructBlock

from cms.core.blocks import groups
from cms.core.blocks.samples import words

MOST_SHOWN = 12


def _sample() -> dict[str, Any]:
    return {"title": words()["events"], "limit": 3}


class EventListBlock(StructBlock):
    """The next events of the portal."""

    title = CharBlock(
        label=_("Title"), max_length=120, required=False, help_text=_("Stands above the events; empty: none.")
    )
    limit = IntegerBlock(
        label=_("How many"),
        default=3,
        min_value=1,
        max_value=MOST_SHOWN,
        help_text=_("The next ones are shown; three are enough on most pages."),
    )

    class Meta:
        icon = "calendar-alt"
        group = groups.PORTAL
        label = _("Events")
        description = _("The next events. What is over disappears by itself.")
        preview_value = staticmethod(_sample)
        template = "blocks/event_list_block.html"
