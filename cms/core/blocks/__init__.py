"""What editors build pages from: one file per purpose, put together in `StoryBlock`."""

from wagtail.blocks import StreamBlock

from cms.core.blocks.callout import CalloutBlock
from cms.core.blocks.law import LawBlock
from cms.core.blocks.steps import StepsBlock
from cms.core.blocks.text import TextBlock


class StoryBlock(StreamBlock):
    """The body of a page."""

    text = TextBlock()
    steps = StepsBlock()
    callout = CalloutBlock()
    law = LawBlock()


__all__ = ["CalloutBlock", "LawBlock", "StepsBlock", "StoryBlock", "TextBlock"]
