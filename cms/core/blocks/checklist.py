"""What to bring or to do, to be ticked off."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue, TextBlock

from cms.core.blocks import groups
from cms.core.blocks.samples import words


class ChecklistItemBlock(StructBlock):
    """One thing to tick."""

    title = CharBlock(
        label=_("Item"), max_length=160, help_text=_("One thing to do or bring, which can be ticked off.")
    )
    text = CharBlock(
        label=_("Explanation"),
        max_length=300,
        required=False,
        help_text=_("Only where the item does not explain itself: where to get it, what it costs."),
    )


class Checklist(StructValue):
    """A list of boxes."""

    @property
    def boxes(self) -> list[dict[str, str]]:
        """Return the items with a value each that stays when words change or an item moves, in all languages."""
        return [
            {"value": child.id or "", "title": child.value["title"], "text": child.value["text"]}
            for child in self["items"].bound_blocks
        ]


def _sample() -> dict[str, Any]:
    say = words()
    items = [{"title": say[f"item_{n}"], "text": say["item_text"] if n == 1 else ""} for n in (1, 2, 3)]
    return {"title": say["list_title"], "introduction": say["lead"], "items": items}


class ChecklistBlock(StructBlock):
    """A list whose ticks stay on the reader's device; it can be printed and passed on."""

    title = CharBlock(label=_("Title"), max_length=120, help_text=_("Stands above the list, also in print."))
    introduction = TextBlock(
        label=_("Introduction"),
        required=False,
        rows=2,
        help_text=_("For whom the list is and by when everything should be done."),
    )
    items = ListBlock(ChecklistItemBlock(), label=_("Items"), help_text=_("In the order in which people do them."))

    class Meta:
        icon = "tasks"
        group = groups.DO
        label = _("Checklist")
        description = _("Boxes to tick; ticks stay on the reader's device. Readers can print and share it.")
        preview_value = staticmethod(_sample)
        template = "blocks/checklist_block.html"
        value_class = Checklist
