"""People tell: stories of arriving, returning and staying."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.core.models import PAGE_FIELDS, BasePage
from cms.core.town_halls.choices import OwnChoicesPageForm
from matching.models import Purpose, Retention, impersonal, personal


class StoryIndexPage(BasePage):
    """All stories, the newest first."""

    personal_data = PAGE_FIELDS
    page_description = _("Lists the stories of people, the newest first.")
    template = "pages/story_index_page.html"
    parent_page_types = ["welcome.HomePage", "welcome.SectionPage"]
    subpage_types = ["welcome.StoryPage"]

    class Meta:
        verbose_name = _("list of stories")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.welcome.selectors import stories_below

        return {**super().get_context(request, *args, **kwargs), "stories": stories_below(index=self)}


NO_CONSENT = _("Without written consent this story cannot be public. Take it offline, or record the consent.")


class StoryPageForm(OwnChoicesPageForm):
    """Lets a draft wait for the consent; publishing and handing in for review need it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation and not cleaned.get("person_consented"):
            self.add_error("person_consented", NO_CONSENT)
        return cleaned


class StoryPage(BasePage):
    """One person's story, told with their consent; withdrawn consent means: unpublish."""

    personal_data = {
        **PAGE_FIELDS,
        **impersonal("story_kind", "place"),
        **personal(Purpose.STORY, Retention.CONSENT, "person_name", "quote", "person_consented"),
    }
    base_form_class = StoryPageForm
    page_description = _("One person tells how they came, came back or stayed.")
    template = "pages/story_page.html"
    parent_page_types = ["welcome.StoryIndexPage"]
    subpage_types: list[str] = []

    person_name = models.CharField(_("name"), max_length=120)
    story_kind = models.CharField(
        _("in one word"), max_length=40, blank=True, help_text=_("Shown above the title: came back, arrived, stayed …")
    )
    quote = models.CharField(_("one sentence of theirs"), max_length=300, blank=True)
    place = models.ForeignKey(
        "matching.Place", verbose_name=_("place"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person_consented = models.BooleanField(
        _("the person has agreed in writing"),
        default=False,
        help_text=_("For people under 18 the guardians too. Without it the story cannot be published."),
    )

    content_panels = [
        *BasePage.content_panels[:1],
        MultiFieldPanel(
            [
                FieldPanel("person_name", help_text=_("As the person wants to be named; a first name is enough.")),
                FieldPanel("story_kind"),
                FieldPanel("quote", help_text=_("Stands large at the top; best in the person's own words.")),
                FieldPanel(
                    "place", help_text=_("Where the person lives today; readers find stories from their own town.")
                ),
                FieldPanel("person_consented"),
            ],
            heading=_("The person"),
        ),
        *BasePage.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("personal story")

    def clean(self) -> None:
        super().clean()
        # Whoever publishes, a schedule or a service included: nothing goes live without consent.
        if self.live and not self.person_consented:
            raise ValidationError({"person_consented": NO_CONSENT})

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.welcome.selectors import story_content

        return {**super().get_context(request, *args, **kwargs), **story_content(story=self)}
