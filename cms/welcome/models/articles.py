"""Pages that answer: articles, and what the law wants a portal to say about itself."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.core.models import CARE_FIELDS, PAGE_FIELDS, BasePage, CareMixin
from matching.models import impersonal


class ArticlePage(CareMixin, BasePage):
    """An answer to one question: what to do, who helps, where it is written down."""

    personal_data = {**PAGE_FIELDS, **CARE_FIELDS}
    page_description = _("Answers one question: what to do, who helps, where it is written down.")
    template = "pages/article_page.html"
    parent_page_types = [
        "welcome.HomePage",
        "welcome.SectionPage",
        "welcome.MunicipalityPage",
        "mentoring.MentoringIndexPage",
    ]
    subpage_types: list[str] = []

    content_panels = [*BasePage.content_panels, CareMixin.care_panel]

    class Meta:
        verbose_name = _("article")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.welcome.selectors import article_content

        return {**super().get_context(request, *args, **kwargs), **article_content(article=self)}


class LegalPage(CareMixin, BasePage):
    """What a public portal must say about itself; of the whole portal or of one municipality."""

    class Kind(models.TextChoices):
        IMPRINT = "imprint", _("Imprint")
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility statement")
        EASY_LANGUAGE = "easy_language", _("Easy language")
        SIGN_LANGUAGE = "sign_language", _("Sign language")
        RANKING = "ranking", _("How the ranking comes about")

    personal_data = {**PAGE_FIELDS, **CARE_FIELDS, **impersonal("legal_kind")}
    page_description = _("Imprint, privacy and the like; the footer leads to it by itself.")
    template = "pages/legal_page.html"
    parent_page_types = ["welcome.HomePage", "welcome.MunicipalityPage"]
    subpage_types: list[str] = []

    legal_kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)

    content_panels = [
        FieldPanel("legal_kind", help_text=_("Decides which link of the footer leads here.")),
        *BasePage.content_panels,
        CareMixin.care_panel,
    ]

    class Meta:
        verbose_name = _("legal page")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.welcome.selectors import legal_content

        return {**super().get_context(request, *args, **kwargs), **legal_content(page=self, request=request)}
