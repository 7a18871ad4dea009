"""Where a statement is written down."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock, StructValue

from cms.core.blocks import groups
from cms.core.blocks.choosers import ReferenceChooserBlock
from cms.core.blocks.samples import first_record


class LawBlock(StructBlock):
    """The references of a page: records that are edited once, shown with their date, never with their source."""

    references = ListBlock(
        ReferenceChooserBlock(),
        label=_("References"),
        min_num=1,
        help_text=_("Choose the statements on which this page rests; readers see paragraph and date."),
    )

    def get_preview_value(self) -> StructValue:
        found = first_record(self.child_blocks["references"].child_block)
        return self.normalize({"references": [found] if found else []})

    class Meta:
        icon = "doc-full"
        group = groups.PROVE
        label = _("What the law says")
        description = _("Paragraphs behind the page, chosen from the references; the page shows as of when they are.")
        template = "blocks/law_block.html"
