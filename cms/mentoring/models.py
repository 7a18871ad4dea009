"""Mentoring explained: what there is, for whom, and how one takes part."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.core.models import PAGE_FIELDS, BasePage
from matching.models import impersonal


class MentoringIndexPage(BasePage):
    """The way into mentoring: its programs, and what one should know before."""

    personal_data = PAGE_FIELDS
    page_description = _("Explains mentoring and lists the programs.")
    template = "pages/mentoring_index_page.html"
    parent_page_types = ["welcome.HomePage", "welcome.SectionPage"]
    subpage_types = ["mentoring.ProgramPage", "welcome.ArticlePage"]

    class Meta:
        verbose_name = _("mentoring")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.mentoring.selectors import mentoring_content

        return {**super().get_context(request, *args, **kwargs), **mentoring_content(index=self)}


class ProgramPage(BasePage):
    """One mentoring program: for whom, how long, how much time, and who leads it."""

    personal_data = {**PAGE_FIELDS, **impersonal("is_for_youths", "for_whom", "duration", "time_needed", "contact")}
    page_description = _("One program: for whom, how long, and who leads it.")
    template = "pages/program_page.html"
    parent_page_types = ["mentoring.MentoringIndexPage"]
    subpage_types: list[str] = []

    is_for_youths = models.BooleanField(
        _("for young people"),
        default=True,
        help_text=_(
            "Ticked: the page says “du” and leads to the mentors. Not ticked: it leads to the program's contact."
        ),
    )
    for_whom = models.CharField(_("for whom"), max_length=160, blank=True)
    duration = models.CharField(_("how long"), max_length=120, blank=True)
    time_needed = models.CharField(_("time needed"), max_length=120, blank=True)
    contact = models.ForeignKey(
        "core.Contact", verbose_name=_("contact"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    content_panels = [
        *BasePage.content_panels[:2],
        MultiFieldPanel(
            [
                FieldPanel("is_for_youths"),
                FieldPanel("for_whom", help_text=_("Tells people in one line whether they are meant.")),
                FieldPanel("duration", help_text=_("From the first meeting to the last, such as: one school year.")),
                FieldPanel("time_needed", help_text=_("What people can expect, such as: two hours every other week.")),
                FieldPanel("contact", help_text=_("Who leads the program and answers questions.")),
            ],
            heading=_("In short"),
        ),
        *BasePage.content_panels[2:],
    ]

    class Meta:
        verbose_name = _("mentoring program")

    @property
    def body_text(self) -> str:
        return "\n".join((self.for_whom, self.duration, self.time_needed, super().body_text))

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.mentoring.selectors import program_content

        return {**super().get_context(request, *args, **kwargs), **program_content(program=self)}
