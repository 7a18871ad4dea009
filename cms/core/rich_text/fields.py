"""The column that holds rich text; bodies are cleaned by StoryField."""

from typing import Any

from wagtail.fields import RichTextField

from cms.core.rich_text.cleaning import clean_rich_text


class CleanRichTextField(RichTextField):
    """Rich text in a column of its own."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return clean_rich_text(prepared) if isinstance(prepared, str) else prepared

    def deconstruct(self) -> Any:
        """Stand in migrations as Wagtail's own field: the column is the same."""
        name, _path, arguments, options = super().deconstruct()
        return name, "wagtail.fields.RichTextField", arguments, options
