"""A file to take along."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue
from wagtail.documents.blocks import DocumentChooserBlock

from cms.core.blocks import groups
from cms.core.blocks.samples import first_record, words


class DocumentBlock(StructBlock):
    """A document for download, with its kind and size."""

    document = DocumentChooserBlock(
        label=_("Document"), help_text=_("The file to download; the page shows its kind and size by itself.")
    )
    title = CharBlock(label=_("Title"), max_length=160, required=False, help_text=_("Empty: the document's own title."))
    description = CharBlock(
        label=_("Description"),
        max_length=300,
        required=False,
        help_text=_("What it is needed for, so that nobody downloads it in vain."),
    )

    def get_preview_value(self) -> StructValue:
        say = words()
        document = first_record(self.child_blocks["document"])
        return self._to_struct_value(
            {"document": document, "title": say["document"], "description": say["document_text"]}
        )

    class Meta:
        icon = "doc-full"
        group = groups.SHOW
        label = _("Document")
        description = _("A file to download; kind and size are shown by themselves.")
        template = "blocks/document_block.html"
