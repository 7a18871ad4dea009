"""Wagtail's own fields of a page, told in words of ours: what each of them does for the reader."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput

from cms.core.slugs import SPELLED

TITLE = TitleFieldPanel(
    "title", help_text=_("What the page answers, in the words of those who look for it; short enough for a phone.")
)
STORY = FieldPanel(
    "story",
    help_text=_("Build the page from blocks: begin with a text that answers the question, then steps and a contact."),
)
# A title's umlauts are spelled out in its address; other scripts keep their letters, which browsers show.
_ADDRESS = SlugInput(formatters=[(f"[{letters}]", spelled) for letters, spelled in SPELLED])
PROMOTE = [
    MultiFieldPanel(
        [
            FieldPanel(
                "slug",
                widget=_ADDRESS,
                help_text=_("The end of the page's address. If you change it later, the old address leads here."),
            ),
            FieldPanel(
                "seo_title",
                help_text=_("Stands in the results of search engines; empty: the title of the page."),
            ),
            FieldPanel(
                "search_description",
                help_text=_("Two short sentences for the results of search engines; empty: the summary."),
            ),
        ],
        _("For search engines"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "show_in_menus",
                help_text=_("Ticked: the page stands in the menu of the portal, if the page above it does too."),
            )
        ],
        _("For the menu of the portal"),
    ),
]
_WINDOW = {
    "go_live_at": _("Once it is published, visitors see the page from this moment on; empty: at once."),
    "expire_at": _("From this moment on visitors no longer see the page; it stays at the desk. Empty: never."),
}


class Publishing(PublishingPanel):
    """The window in which visitors see a page."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for child in self.children:
            child.help_text = child.help_text or _WINDOW[child.field_name]
