"""Where to go on."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue
from wagtail.models import Page

from cms.core.blocks import groups
from cms.core.blocks.choosers import OpenPageChooserBlock, is_open
from cms.core.stand_ins import foreign_language

N_SHOWN_IN_PREVIEW = 3
MIN_DEPTH = 3  # below the start pages


class RelatedPages(StructValue):
    """Links to other pages."""

    @property
    def links(self) -> list[tuple[Page, str]]:
        """Return the pages that everybody may read, each with its language where that is not the reader's."""
        return [(page, foreign_language(page)) for page in self["pages"] if is_open(page)]


class RelatedPagesBlock(StructBlock):
    """Links to pages of the portal; a page that goes offline is left out by itself."""

    title = CharBlock(label=_("Title"), max_length=120, required=False, help_text=_("Empty: “Where to go on”."))
    pages = ListBlock(
        OpenPageChooserBlock(), label=_("Pages"), min_num=1, help_text=_("Two to four pages that people need next.")
    )

    def get_preview_value(self) -> StructValue:
        pages = Page.objects.live().filter(depth__gte=MIN_DEPTH, locale__language_code=get_language() or "de")
        return self.normalize({"title": "", "pages": list(pages.order_by("path")[:N_SHOWN_IN_PREVIEW])})

    class Meta:
        icon = "link"
        group = groups.PORTAL
        label = _("Related pages")
        description = _("Links to other pages of the portal. Pages that go offline disappear by themselves.")
        template = "blocks/related_pages_block.html"
        value_class = RelatedPages
