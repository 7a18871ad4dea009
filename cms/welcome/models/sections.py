"""The start page and the doors behind it."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.core.models import PAGE_FIELDS, BasePage
from matching.models import impersonal


class HomePage(BasePage):
    """The start page: a promise, the search, four doors and what is new."""

    personal_data = {**PAGE_FIELDS, **impersonal("lead", "often_searched")}
    page_description = _("The first page of the portal; there is one for each language.")
    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 6  # one per language

    lead = models.CharField(
        _("lead"), max_length=300, blank=True, help_text=_("Two sentences under the headline of the start page.")
    )

    often_searched = models.CharField(
        _("often searched"),
        max_length=200,
        blank=True,
        help_text=_("Up to four words, separated by commas; shown below the search field."),
    )

    # The lead is the summary too: two texts of the same kind only raise the question which one is shown.
    content_panels = [
        BasePage.content_panels[0],
        FieldPanel("lead"),
        FieldPanel("often_searched"),
        *BasePage.content_panels[2:],
    ]

    class Meta:
        verbose_name = _("start page")

    @property
    def body_text(self) -> str:
        return f"{self.lead}\n{super().body_text}"

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.welcome.selectors import home_content

        return {**super().get_context(request, *args, **kwargs), **home_content(home=self, request=request)}


class SectionPage(BasePage):
    """A door of the portal: a subject with the pages below it."""

    class Door(models.TextChoices):
        ARRIVE = "arrive", _("Arriving (sun)")
        WORK = "work", _("Working (brick)")
        LEARN = "learn", _("Learning (lake)")
        LIVE = "live", _("Living (meadow)")

    personal_data = {**PAGE_FIELDS, **impersonal("door", "is_in_arcade")}
    page_description = _("Gathers the pages of one subject and lists them.")
    template = "pages/section_page.html"
    parent_page_types = ["welcome.HomePage", "welcome.SectionPage", "welcome.MunicipalityPage"]

    door = models.CharField(_("picture and color"), max_length=8, choices=Door.choices, default=Door.ARRIVE)
    is_in_arcade = models.BooleanField(_("one of the four doors of the start page"), default=False)

    content_panels = [
        *BasePage.content_panels[:2],
        FieldPanel(
            "door", help_text=_("Visitors recognize the subject by its color and drawing, also on all pages below.")
        ),
        FieldPanel(
            "is_in_arcade", help_text=_("Ticked: the start page shows this section as one of its four large entrances.")
        ),
        *BasePage.content_panels[2:],
    ]

    class Meta:
        verbose_name = _("section")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.welcome.selectors import section_content

        return {**super().get_context(request, *args, **kwargs), **section_content(section=self)}
