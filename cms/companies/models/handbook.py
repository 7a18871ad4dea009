"""The handbook for companies: chapters on the web, and all of them in one PDF."""

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.core.models import CARE_FIELDS, PAGE_FIELDS, BasePage, CareMixin
from matching.models import impersonal


class HandbookPage(RoutablePageMixin, CareMixin, BasePage):
    """A handbook: what it is for, its chapters, and the PDF of it."""

    personal_data = {**PAGE_FIELDS, **CARE_FIELDS, **impersonal("edition")}
    page_description = _("A handbook for companies; its chapters stand below it and become one PDF.")
    template = "pages/handbook_page.html"
    parent_page_types = ["welcome.HomePage", "welcome.SectionPage"]
    subpage_types = ["companies.HandbookChapterPage"]

    edition = models.CharField(_("edition"), max_length=60, blank=True, help_text=_("Stands on the cover of the PDF."))

    content_panels = [*BasePage.content_panels, FieldPanel("edition"), CareMixin.care_panel]

    class Meta:
        verbose_name = _("handbook")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.companies.handbook import handbook_content

        return {**super().get_context(request, *args, **kwargs), **handbook_content(handbook=self)}

    # Dots do not stand in the addresses of pages, so it is not called handbook.pdf.
    @path("pdf/", name="pdf")
    def pdf(self, request: HttpRequest) -> HttpResponseBase:
        """Send all chapters as one file; who may read the page may read the file."""
        from cms.companies.views import handbook_pdf

        return handbook_pdf(request, handbook=self)


class HandbookChapterPage(CareMixin, BasePage):
    """One chapter of a handbook."""

    personal_data = {**PAGE_FIELDS, **CARE_FIELDS}
    page_description = _("One chapter of a handbook.")
    template = "pages/handbook_chapter_page.html"
    parent_page_types = ["companies.HandbookPage"]
    subpage_types: list[str] = []

    content_panels = [*BasePage.content_panels, CareMixin.care_panel]

    class Meta:
        verbose_name = _("chapter of a handbook")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.companies.handbook import chapter_content

        return {**super().get_context(request, *args, **kwargs), **chapter_content(chapter=self)}
