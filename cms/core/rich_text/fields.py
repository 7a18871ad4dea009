"""The block and the field through which rich text is written."""

from typing import Any

from wagtail.blocks import RichTextBlock
from wagtail.fields import RichTextField
from wagtail.rich_text import RichText

from cms.core.rich_text.cleaning import clean_rich_text


class CleanRichTextBlock(RichTextBlock):
    """Rich text in a body; what was pasted is clean when the form is shown again, and when it is stored."""

    def get_prep_value(self, value: Any) -> str:
        return clean_rich_text(super().get_prep_value(value) or "")

    def clean(self, value: Any) -> RichText:
        return super().clean(RichText(clean_rich_text(value.source)) if isinstance(value, RichText) else value)

    class Meta:
        icon = "pilcrow"
        template = "blocks/clean_rich_text_block.html"


class CleanRichTextField(RichTextField):
    """Rich text in a column of its own."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return clean_rich_text(prepared) if isinstance(prepared, str) else prepared

    def deconstruct(self) -> Any:
        """Stand in migrations as Wagtail's own field: the column is the same."""
        name, _path, arguments, options = super().deconstruct()
        return name, "wagtail.fields.RichTextField", arguments, options
