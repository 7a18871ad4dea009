"""Bars with their numbers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, DecimalBlock, ListBlock, StructBlock, StructValue, TextBlock

from cms.core.blocks import groups
from cms.core.blocks.samples import words

FULL_WIDTH = 100  # units of the drawing


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its words, its number as it is read, and its width in units of the drawing."""

    label: str
    value: str
    width: float


class Chart(StructValue):
    """Numbers and the bars that show them."""

    @property
    def bars(self) -> list[Bar]:
        """Return the bars; the longest fills the width."""
        rows = [(row["label"], row["value"] or Decimal(0)) for row in self["rows"]]
        largest = max((value for _label, value in rows), default=Decimal(0)) or Decimal(1)
        return [
            Bar(label, number_format(value.normalize(), use_l10n=True), round(float(value / largest) * FULL_WIDTH, 2))
            for label, value in rows
        ]


class ChartRowBlock(StructBlock):
    """One bar."""

    label = CharBlock(
        label=_("Words"), max_length=80, help_text=_("Stands before the bar; short, so that it fits on a phone.")
    )
    value = DecimalBlock(
        label=_("Number"), min_value=0, help_text=_("The length of the bar; it is also written beside it.")
    )


def _sample() -> dict[str, Any]:
    say = words()
    rows = [{"label": say[f"bar_{n}"], "value": Decimal(value)} for n, value in ((1, 64), (2, 41), (3, 22), (4, 9))]
    return {
        "title": say["chart"],
        "description": say["chart_text"],
        "unit": say["chart_unit"],
        "rows": rows,
        "source": say["chart_source"],
    }


class ChartBlock(StructBlock):
    """Bars drawn by the server; the numbers stand beside them, and in a table for those who copy."""

    title = CharBlock(label=_("Title"), max_length=160, help_text=_("What the bars compare."))
    description = TextBlock(
        label=_("What it shows, in one sentence"),
        rows=2,
        max_length=300,
        help_text=_("What one sees at a glance, for those who do not see the bars."),
    )
    unit = CharBlock(label=_("Unit"), max_length=40, required=False, help_text=_("Persons, percent, euros …"))
    rows = ListBlock(
        ChartRowBlock(),
        label=_("Bars"),
        min_num=2,
        max_num=12,
        help_text=_("Two to twelve; the longest fills the width."),
    )
    source = CharBlock(
        label=_("Source"), max_length=200, help_text=_("Who counted, and when; numbers without it are not believed.")
    )

    class Meta:
        icon = "list-ul"
        group = groups.PROVE
        label = _("Chart")
        description = _("Two to twelve bars with their numbers and the table behind them.")
        preview_value = staticmethod(_sample)
        template = "blocks/chart_block.html"
        value_class = Chart
