"""Fields of our own."""

from typing import Any

from django.db.models import Model
from wagtail.fields import Creator, StreamField

from cms.core.page_cache.reads import note
from cms.core.rich_text import clean_story


class NotingCreator(Creator):
    """Notes whose body is read: who shows only a page's title need not change with its body (cms.core.page_cache)."""

    def __get__(self, obj: Model | None, type: type | None = None) -> Any:  # noqa: A002  # Django's names
        if obj is not None and obj.pk is not None:
            note(f"body:{obj.pk}")
        return super().__get__(obj, type)


class StoryField(StreamField):
    """A body built from blocks, whose blocks are not written into migrations.

    The database stores JSON whatever the blocks are. Without this, each new label or block would ask for a migration
    in every room that has pages. A migration that rewrites stored bodies takes the blocks from the code.
    Whatever writes a body (form, import, revision, translation), its rich text is cleaned on the way in.
    """

    def contribute_to_class(self, cls: type[Model], name: str, **options: Any) -> None:
        super().contribute_to_class(cls, name, **options)
        setattr(cls, name, NotingCreator(self))

    def get_prep_value(self, value: Any) -> Any:
        return clean_story(self.stream_block, super().get_prep_value(value))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _blocks, options = super().deconstruct()
        return name, path, [[]], {key: value for key, value in options.items() if key != "block_lookup"}
