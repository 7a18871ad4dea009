"""One company of the portal."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock, StructValue

from cms.core.blocks import groups
from cms.core.blocks.choosers import OpenPageChooserBlock, is_open
from cms.core.blocks.samples import first_record


class CompanyTeaser(StructValue):
    """A company to make curious of."""

    @property
    def companies(self) -> list[object]:
        """Return the company in a list, empty when its page is not public."""
        return [self["company"]] if is_open(self["company"]) else []


class CompanyTeaserBlock(StructBlock):
    """A card of a company that leads to its page."""

    company = OpenPageChooserBlock(
        label=_("Company"),
        help_text=_("The card leads to its page; name, place and logo come from there."),
        page_type="companies.CompanyPage",
        related=("organization__place",),
        prefetched=("logo__renditions",),
    )

    def get_preview_value(self) -> StructValue:
        return self._to_struct_value({"company": first_record(self.child_blocks["company"])})

    class Meta:
        icon = "group"
        group = groups.PORTAL
        label = _("Company")
        description = _("A card of one company; name, place and logo come from its page.")
        template = "blocks/company_teaser_block.html"
        value_class = CompanyTeaser
