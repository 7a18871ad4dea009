"""Events: one date, one place, an entry for the reader's calendar."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.core.models import PAGE_FIELDS, BasePage
from matching.models import impersonal


class EventIndexPage(BasePage):
    """What comes next, the nearest first; what is over stands below."""

    personal_data = PAGE_FIELDS
    page_description = _("Lists what is on; past events disappear by themselves.")
    template = "pages/event_index_page.html"
    parent_page_types = ["welcome.HomePage", "welcome.SectionPage"]
    subpage_types = ["community.EventPage"]

    class Meta:
        verbose_name = _("list of events")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.community.presentation import event_list_content

        content = event_list_content(index=self, asked=request.GET)
        return {**super().get_context(request, *args, **kwargs), **content}


class EventPage(BasePage):
    """An event: when, where, for whom, and who answers questions."""

    personal_data = {
        **PAGE_FIELDS,
        **impersonal("starts_at", "ends_at", "place", "venue", "is_online", "is_cancelled", "audience", "contact"),
    }
    page_description = _("One event: when, where, for whom.")
    template = "pages/event_page.html"
    parent_page_types = ["community.EventIndexPage"]
    subpage_types: list[str] = []

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.ForeignKey(
        "matching.Place", verbose_name=_("place"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    venue = models.CharField(
        _("venue"), max_length=200, blank=True, help_text=_("House and street, and how to get in.")
    )
    is_online = models.BooleanField(_("one can take part online"), default=False)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    audience = models.CharField(_("for whom"), max_length=160, blank=True)
    contact = models.ForeignKey(
        "core.Contact", verbose_name=_("contact"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    content_panels = [
        *BasePage.content_panels[:2],
        MultiFieldPanel(
            [
                FieldPanel(
                    "starts_at",
                    help_text=_(
                        "Day and time; the calendar sorts by it, and past events leave the list by themselves."
                    ),
                ),
                FieldPanel("ends_at", help_text=_("So that people can plan their way home; empty if it is open.")),
                FieldPanel("place", help_text=_("The municipality; people search for events near them by it.")),
                FieldPanel("venue"),
                FieldPanel(
                    "is_online", help_text=_("Ticked: people who cannot travel see at once that they can take part.")
                ),
                FieldPanel(
                    "is_cancelled",
                    help_text=_("Tick it instead of deleting the page: whoever has the link then learns of it."),
                ),
                FieldPanel(
                    "audience",
                    help_text=_("Helps people decide whether they are meant, such as: families with small children."),
                ),
                FieldPanel("contact", help_text=_("Who answers questions about the event.")),
            ],
            heading=_("When, where, for whom"),
        ),
        *BasePage.content_panels[2:],
    ]

    class Meta:
        verbose_name = _("event")

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must come after the beginning.")})

    @property
    def body_text(self) -> str:
        return "\n".join((self.audience, self.venue, super().body_text))

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.community.presentation import event_content

        return {**super().get_context(request, *args, **kwargs), **event_content(event=self)}
