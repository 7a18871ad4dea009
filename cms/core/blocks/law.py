"""Where a statement is written down."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock


class LawReferenceBlock(StructBlock):
    """One paragraph of a law, or an authority, and what it says."""

    reference = CharBlock(label=_("Paragraph or authority"), max_length=200)
    statement = CharBlock(label=_("What it says"), max_length=600)
    as_of = CharBlock(label=_("As of"), max_length=40)


class LawBlock(StructBlock):
    """The legal references of a page."""

    references = ListBlock(LawReferenceBlock(), label=_("References"))

    class Meta:
        icon = "doc-full"
        label = _("What the law says")
        description = _("Paragraphs behind the page, with the date they were checked.")
        template = "blocks/law_block.html"
