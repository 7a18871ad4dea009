"""Pages that welcome: the start page, its four doors, and the articles behind them."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.core.blocks import StoryBlock
from cms.core.body import body_text
from cms.core.models import BasePage
from cms.navigation.selectors import municipalities
from matching.models import Purpose, Retention, impersonal, personal

PAGE_FIELDS = {
    **impersonal("summary", "story", "lead", "door", "is_in_arcade", "review_date"),
    **personal(Purpose.EDITING, Retention.OFFICE, "responsible"),
}


class StoryMixin(models.Model):
    """A body built from blocks."""

    story = StreamField(StoryBlock(), blank=True, verbose_name=_("content"))

    class Meta:
        abstract = True

    @property
    def body_text(self) -> str:
        return body_text(self.story)


class HomePage(StoryMixin, BasePage):
    """The start page: a promise, the search, four doors and what is new."""

    personal_data = PAGE_FIELDS
    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 3  # one per language

    lead = models.CharField(
        _("lead"), max_length=300, blank=True, help_text=_("Two sentences under the headline of the start page.")
    )

    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("story")]

    class Meta:
        verbose_name = _("start page")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.welcome.selectors import home_content

        content = home_content(home=self, places=municipalities(request))
        return {**super().get_context(request, *args, **kwargs), **content}


class SectionPage(StoryMixin, BasePage):
    """A door of the portal: a subject with the pages below it."""

    class Door(models.TextChoices):
        ARRIVE = "arrive", _("Arriving (sun)")
        WORK = "work", _("Working (brick)")
        LEARN = "learn", _("Learning (lake)")
        LIVE = "live", _("Living (meadow)")

    personal_data = PAGE_FIELDS
    template = "pages/section_page.html"
    parent_page_types = ["welcome.HomePage", "welcome.SectionPage"]

    door = models.CharField(_("picture and color"), max_length=8, choices=Door.choices, default=Door.ARRIVE)
    is_in_arcade = models.BooleanField(_("one of the four doors of the start page"), default=False)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("door"),
        FieldPanel("is_in_arcade"),
        FieldPanel("story"),
    ]

    class Meta:
        verbose_name = _("section")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.welcome.selectors import section_content

        return {**super().get_context(request, *args, **kwargs), **section_content(section=self)}


class ArticlePage(StoryMixin, BasePage):
    """An answer to one question: what to do, who helps, where it is written down."""

    personal_data = PAGE_FIELDS
    template = "pages/article_page.html"
    parent_page_types = ["welcome.HomePage", "welcome.SectionPage"]
    subpage_types: list[str] = []

    responsible = models.CharField(
        _("responsible"), max_length=120, blank=True, help_text=_("Office or person that keeps this page right.")
    )
    review_date = models.DateField(_("check again on"), null=True, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("story"),
        FieldPanel("responsible"),
        FieldPanel("review_date"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("story")]

    class Meta:
        verbose_name = _("article")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.welcome.selectors import article_content

        return {**super().get_context(request, *args, **kwargs), **article_content(article=self)}
