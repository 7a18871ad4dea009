"""Company pages: each presents one organization."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.core.body import body_text
from cms.core.models import PAGE_FIELDS, BasePage
from matching.models import impersonal


class CompanyIndexPage(BasePage):
    """All companies of the district."""

    personal_data = PAGE_FIELDS
    page_description = _("Lists the companies; their pages stand below it.")
    template = "pages/company_index_page.html"
    parent_page_types = ["welcome.HomePage", "welcome.SectionPage"]
    subpage_types = ["companies.CompanyPage"]

    class Meta:
        verbose_name = _("list of companies")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.companies.directory import directory_content

        content = directory_content(index=self, asked=request.GET)
        return {**super().get_context(request, *args, **kwargs), **content}


class CompanyPage(BasePage):
    """A company as it wants to be seen; facts and offers come from its organization."""

    personal_data = {**PAGE_FIELDS, **impersonal("organization", "logo")}
    page_description = _("One company introduces itself; its offers appear by themselves.")
    template = "pages/company_page.html"
    parent_page_types = ["companies.CompanyIndexPage"]
    subpage_types: list[str] = []

    # Translations of a page share the organization, so the page of each language points to it once.
    organization = models.ForeignKey(
        "matching.Organization", on_delete=models.PROTECT, related_name="pages", verbose_name=_("organization")
    )
    logo = models.ForeignKey(
        "core.PortalImage", verbose_name=_("logo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel(
            "organization",
            help_text=_("Industry, place and open offers come from here; choose a record or create one."),
        ),
        FieldPanel("logo", help_text=_("Stands on the page and beside the company in lists.")),
        *BasePage.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("company")

    def clean(self) -> None:
        super().clean()
        twins = CompanyPage.objects.filter(organization_id=self.organization_id, locale=self.locale).exclude(pk=self.pk)
        if twins.exists():
            raise ValidationError({"organization": _("This organization already has a page in this language.")})

    @property
    def body_text(self) -> str:
        return f"{self.organization.industry}\n{self.organization.description}\n{body_text(self.story)}"

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.companies.presentation import company_content

        return {**super().get_context(request, *args, **kwargs), **company_content(company=self)}
