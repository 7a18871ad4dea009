"""Company pages: each presents one organization."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.core.blocks import StoryBlock
from cms.core.body import body_text
from cms.core.models import BasePage
from matching.models import impersonal


class CompanyIndexPage(BasePage):
    """All companies of the district."""

    personal_data = impersonal("summary")
    template = "pages/company_index_page.html"
    parent_page_types = ["welcome.HomePage", "welcome.SectionPage"]
    subpage_types = ["companies.CompanyPage"]

    class Meta:
        verbose_name = _("list of companies")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.companies.selectors import companies_below

        return {**super().get_context(request, *args, **kwargs), "companies": companies_below(index=self)}


class CompanyPage(BasePage):
    """A company as it wants to be seen; facts and offers come from its organization."""

    personal_data = impersonal("summary", "organization", "story")
    template = "pages/company_page.html"
    parent_page_types = ["companies.CompanyIndexPage"]
    subpage_types: list[str] = []

    # Translations of a page share the organization, so the page of each language points to it once.
    organization = models.ForeignKey(
        "matching.Organization", on_delete=models.PROTECT, related_name="pages", verbose_name=_("organization")
    )
    story = StreamField(StoryBlock(), blank=True, verbose_name=_("content"))

    content_panels = [*BasePage.content_panels, FieldPanel("organization"), FieldPanel("story")]

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
