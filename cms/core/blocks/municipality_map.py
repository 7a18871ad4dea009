"""Towns and municipalities as map and list."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, TextBlock

from cms.core.blocks import groups
from cms.core.blocks.samples import words


def _sample() -> dict[str, Any]:
    say = words()
    return {"title": say["map"], "lead": say["map_text"]}


class MunicipalityMapBlock(StructBlock):
    """The district's municipalities: our own outlines, no foreign map; the list says the same in words."""

    title = CharBlock(label=_("Title"), max_length=120, help_text=_("Says what people find behind each municipality."))
    lead = TextBlock(
        label=_("Introduction"),
        rows=2,
        required=False,
        help_text=_("One sentence on how to use the map; the municipalities also stand below it as a list."),
    )

    class Meta:
        icon = "site"
        group = groups.PORTAL
        label = _("Map of municipalities")
        description = _("All towns and municipalities as a map and as a list.")
        preview_value = staticmethod(_sample)
        template = "blocks/municipality_map_block.html"
