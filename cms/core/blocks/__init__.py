"""What editors build pages from: one file per purpose, put together in `StoryBlock`."""

from wagtail.blocks import StreamBlock

from cms.core.blocks.accordion import AccordionBlock
from cms.core.blocks.call_to_action import CallToActionBlock
from cms.core.blocks.callout import CalloutBlock
from cms.core.blocks.chart import ChartBlock
from cms.core.blocks.checklist import ChecklistBlock
from cms.core.blocks.company_teaser import CompanyTeaserBlock
from cms.core.blocks.contact import ContactBlock
from cms.core.blocks.document import DocumentBlock
from cms.core.blocks.event_list import EventListBlock
from cms.core.blocks.figures import FiguresBlock
from cms.core.blocks.key_facts import KeyFactsBlock
from cms.core.blocks.law import LawBlock
from cms.core.blocks.municipality_map import MunicipalityMapBlock
from cms.core.blocks.offer_list import OfferListBlock
from cms.core.blocks.picture import PictureBlock
from cms.core.blocks.quote import QuoteBlock
from cms.core.blocks.related_pages import RelatedPagesBlock
from cms.core.blocks.steps import StepsBlock
from cms.core.blocks.table import TableBlock
from cms.core.blocks.text import TextBlock
from cms.core.blocks.timeline import TimelineBlock
from cms.core.blocks.video import VideoBlock


class StoryBlock(StreamBlock):
    """The body of a page; blocks of one group stand together in the editors' chooser."""

    text = TextBlock()
    callout = CalloutBlock()
    accordion = AccordionBlock()
    quote = QuoteBlock()

    steps = StepsBlock()
    checklist = ChecklistBlock()
    timeline = TimelineBlock()
    contact = ContactBlock()
    call_to_action = CallToActionBlock()

    picture = PictureBlock()
    video = VideoBlock()
    document = DocumentBlock()

    key_facts = KeyFactsBlock()
    figures = FiguresBlock()
    chart = ChartBlock()
    table = TableBlock()
    law = LawBlock()

    related_pages = RelatedPagesBlock()
    company_teaser = CompanyTeaserBlock()
    offer_list = OfferListBlock()
    event_list = EventListBlock()
    municipality_map = MunicipalityMapBlock()


__all__ = [
    "AccordionBlock",
    "CallToActionBlock",
    "CalloutBlock",
    "ChartBlock",
    "ChecklistBlock",
    "CompanyTeaserBlock",
    "ContactBlock",
    "DocumentBlock",
    "EventListBlock",
    "FiguresBlock",
    "KeyFactsBlock",
    "LawBlock",
    "MunicipalityMapBlock",
    "OfferListBlock",
    "PictureBlock",
    "QuoteBlock",
    "RelatedPagesBlock",
    "StepsBlock",
    "StoryBlock",
    "TableBlock",
    "TextBlock",
    "TimelineBlock",
    "VideoBlock",
]
