"""Rich text that holds only what it may: cleaned wherever it is stored, whoever wrote or imported it."""

from cms.core.rich_text.cleaning import clean_rich_text
from cms.core.rich_text.fields import CleanRichTextField
from cms.core.rich_text.stories import clean_story

__all__ = ["CleanRichTextField", "clean_rich_text", "clean_story"]
