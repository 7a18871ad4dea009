"""A table whose words translators get sentence by sentence; wagtail-localize knows no tables of its own accord."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

Segment = Any  # wagtail-localize has no types


class TranslatableTableBlock(TypedTableBlock):
    """A typed table; its headings and the words in its cells are translated, its figures are not."""

    def get_translatable_segments(self, value: TypedTable) -> list[Segment]:
        """Return headings and words, each with its place in the table."""
        extractor = StreamFieldSegmentExtractor(None)
        segments: list[Segment] = [
            StringSegmentValue(_heading(column), one["heading"]) for column, one in enumerate(value.columns)
        ]
        for row, column in _cells(value):
            block, words = value.columns[column]["block"], value.row_data[row]["values"][column]
            segments += [one.wrap(_cell(row, column)) for one in extractor.handle_block(block, words)]
        return segments

    def restore_translated_segments(self, value: TypedTable, segments: Iterable[Segment]) -> TypedTable:
        """Put the translated headings and words into their places."""
        by_place: dict[str, list[Segment]] = defaultdict(list)
        for segment in segments:
            place, inner = segment.unwrap()
            by_place[place].append(inner)
        writer = StreamFieldSegmentsWriter(None, None, None)
        for column, one in enumerate(value.columns):
            if found := by_place[_heading(column)]:
                one["heading"] = found[0].render_text()
        for row, column in _cells(value):
            if found := by_place[_cell(row, column)]:
                values, block = value.row_data[row]["values"], value.columns[column]["block"]
                values[column] = writer.handle_block(block, values[column], found)
        return value


def _cells(table: TypedTable) -> Iterator[tuple[int, int]]:
    for row, one in enumerate(table.row_data):
        for column, _value in enumerate(one["values"]):
            yield row, column


def _heading(column: int) -> str:
    return f"heading-{column}"


def _cell(row: int, column: int) -> str:
    return f"cell-{row}-{column}"
