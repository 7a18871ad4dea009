"""Whom to ask."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue

from cms.core.blocks import groups
from cms.core.blocks.choosers import ContactChooserBlock
from cms.core.blocks.samples import first_record, words


class ContactBlock(StructBlock):
    """A contact that is edited once and shown on many pages."""

    contact = ContactChooserBlock(
        label=_("Contact"), help_text=_("Choose one; when phone or hours change, this page changes with it.")
    )
    title = CharBlock(label=_("Title"), max_length=120, required=False, help_text=_("Empty: “Questions? Call us.”"))

    def get_preview_value(self) -> StructValue:
        chooser, say = self.child_blocks["contact"], words()
        invented = chooser.model_class(
            name=say["name"],
            role=say["office"],
            phone="030 23125 014",
            hours=say["hours"],
            languages=say["languages"],
        )
        return self._to_struct_value({"contact": first_record(chooser) or invented, "title": ""})

    class Meta:
        icon = "user"
        group = groups.DO
        label = _("Contact")
        description = _("Who answers: face, phone, hours, languages. Edited once, changed on every page.")
        template = "blocks/contact_block.html"
