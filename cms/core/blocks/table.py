"""Rows and columns."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, FloatBlock, RichTextBlock, StructBlock, StructValue
from wagtail.contrib.typed_table_block.blocks import TypedTable

from cms.core.blocks import groups
from cms.core.blocks.samples import words
from cms.core.blocks.text import SENTENCE_FEATURES
from cms.core.blocks.translatable_table import TranslatableTableBlock


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and whether its cells are figures."""

    heading: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A value under its column's heading, which a phone shows beside it."""

    column: Column
    value: Any


class Table(StructValue):
    """A table as its template reads it."""

    @property
    def columns(self) -> list[Column]:
        """Return the columns."""
        return [Column(one["heading"], isinstance(one["block"], FloatBlock)) for one in self["table"].columns]

    @property
    def rows(self) -> list[list[Cell]]:
        """Return the rows with each cell's column."""
        columns = self.columns
        return [
            [Cell(column, value) for column, value in zip(columns, row["values"], strict=False)]
            for row in self["table"].row_data
        ]


class TableBlock(StructBlock):
    """A small table of words and figures; on a phone each row becomes a block."""

    caption = CharBlock(label=_("Caption"), max_length=200, help_text=_("What the table shows; read out before it."))
    table = TranslatableTableBlock(
        [
            ("text", RichTextBlock(label=_("Words"), features=SENTENCE_FEATURES, required=False)),
            ("number", FloatBlock(label=_("Figures"), required=False)),
        ],
        label=_("Table"),
        help_text=_("Columns first, then rows; at most five columns stay readable on a phone."),
    )

    def get_preview_value(self) -> StructValue:
        say, inner = words(), self.child_blocks["table"]
        kinds = [("text", "column_1"), ("text", "column_2"), ("number", "column_3")]
        columns = [{"block": inner.child_blocks[kind], "heading": say[name]} for kind, name in kinds]
        rows = [{"values": [say[f"day_{n}"], say[f"time_{n}"], seats]} for n, seats in ((1, 12.0), (2, 1200.5))]
        return self._to_struct_value({"caption": say["table"], "table": TypedTable(columns, rows, "")})

    class Meta:
        icon = "table"
        group = groups.PROVE
        label = _("Table")
        description = _("A small table with words and figures.")
        template = "blocks/table_block.html"
        value_class = Table
