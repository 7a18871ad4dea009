"""What every page shares."""

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.core.blocks import StoryBlock
from cms.core.body import body_text
from cms.core.fields import StoryField
from cms.core.models import page_panels
from cms.core.models.ancestry import AncestryMixin
from cms.core.stand_ins import stands_in
from cms.core.town_halls.choices import OwnChoicesPageForm
from matching.models import Purpose, Retention, impersonal, personal

PAGE_FIELDS = impersonal("summary", "story", "picture", "search_keywords")
CARE_FIELDS = {
    **impersonal("source", "review_date", "valid_until"),
    **personal(Purpose.EDITING, Retention.OFFICE, "responsible"),
}


class BasePage(AncestryMixin, Page):
    """The page all pages of the portal descend from; kept abstract so that a page is two rows, not three."""

    base_form_class = OwnChoicesPageForm

    summary = models.CharField(
        _("summary"), max_length=300, blank=True, help_text=_("One or two sentences: shown in lists and in search.")
    )
    picture = models.ForeignKey(
        "core.PortalImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown at the top of the page and beside it in lists."),
    )
    story = StoryField(StoryBlock(), blank=True, verbose_name=_("content"))
    search_keywords = models.CharField(
        _("search words"),
        max_length=300,
        default="",
        db_default="",
        blank=True,
        help_text=_(
            "Words that people may type and the page itself does not use, separated by commas: everyday words, old "
            "names, abbreviations. They count nearly as much as the title; visitors do not see them."
        ),
    )

    content_panels = [page_panels.TITLE, FieldPanel("summary"), FieldPanel("picture"), page_panels.STORY]
    promote_panels = [*page_panels.PROMOTE, FieldPanel("search_keywords")]
    settings_panels = [page_panels.Publishing(), CommentPanel()]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("story")]

    class Meta:
        abstract = True

    @property
    def body_text(self) -> str:
        """The page's text without markup, for search."""
        return body_text(self.story)

    @property
    def written_in(self) -> str:
        """Code of the language that the page is written in: a stand-in shows the text of another language."""
        if self.alias_of_id:
            return str(self.alias_of.locale.language_code)
        return str(settings.LANGUAGE_CODE if stands_in(self) else self.locale.language_code)

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # A stand-in's facts, dates and links speak the language of its text; the frame around it is rendered later.
        with override(self.written_in if stands_in(self) else get_language()):
            return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context(request, *args, **kwargs)
        # The layout marks a page that is shown in German for want of a translation.
        return {**context, "fallback_language": self.written_in if stands_in(self) else ""}


class CareMixin(models.Model):
    """Who keeps a page right, on what it rests, and until when; a passed date never takes a page away."""

    responsible = models.CharField(
        _("responsible"), max_length=120, blank=True, help_text=_("Office or person that keeps this page right.")
    )
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where you read it. Only editors see this.")
    )
    review_date = models.DateField(
        _("check again on"), null=True, blank=True, help_text=_("From this day on the page says that it is checked.")
    )
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("After this day the page says that its content may no longer hold."),
    )

    care_panel = MultiFieldPanel(
        [FieldPanel("responsible"), FieldPanel("source"), FieldPanel("review_date"), FieldPanel("valid_until")],
        heading=_("Care"),
    )

    class Meta:
        abstract = True

    @property
    def is_under_review(self) -> bool:
        """Whether the day on which the page should have been checked has passed."""
        return self.review_date is not None and self.review_date < timezone.localdate()

    @property
    def is_out_of_date(self) -> bool:
        """Whether the content was meant to hold only until a day that has passed."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()
