"""One roof, own identity: a municipality's part of the portal."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.core.models import PAGE_FIELDS, BasePage
from cms.core.town_halls.choices import OwnChoicesPageForm
from cms.welcome.colors import contrast, is_color, is_readable, readable_beside
from matching.models import Place, impersonal


class MunicipalityPageForm(OwnChoicesPageForm):
    """A municipality's own editors cannot turn its page into another municipality's, and nobody into a part of one."""

    place_fields = ("place",)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        place = cleaned.get("place")
        # A part of a municipality would get editors and a color of its own. Pages that have one can still be saved.
        if "place" in self.changed_data and place is not None and place.kind == Place.Kind.POSTCODE:
            self.add_error("place", _("Choose the municipality itself, not one of its postcodes."))
        return cleaned


class MunicipalityPage(BasePage):
    """A municipality with its logo, color and contact; pages below it wear them too."""

    personal_data = {**PAGE_FIELDS, **impersonal("place", "logo", "color", "contact")}
    base_form_class = MunicipalityPageForm
    page_description = _("A municipality with logo, color and town hall; its own pages stand below it.")
    template = "pages/municipality_page.html"
    parent_page_types = ["welcome.HomePage", "welcome.SectionPage"]
    subpage_types = ["welcome.ArticlePage", "welcome.SectionPage", "welcome.LegalPage"]

    place = models.ForeignKey(
        "matching.Place", verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="pages"
    )
    logo = models.ForeignKey(
        "core.PortalImage", verbose_name=_("logo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    color = models.CharField(
        _("color"),
        max_length=7,
        default="#213791",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the color like #213791."))],
        help_text=_("White writing on it must be readable: contrast at least 4.5 to 1. We check it."),
    )
    contact = models.ForeignKey(
        "core.Contact", verbose_name=_("contact"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    content_panels = [
        *BasePage.content_panels[:2],
        MultiFieldPanel(
            [
                FieldPanel(
                    "place", help_text=_("Contacts, offers and editors of this municipality belong to the page.")
                ),
                FieldPanel(
                    "logo",
                    help_text=_("The coat of arms or logo; stands at the top of this page and of all pages below it."),
                ),
                FieldPanel("color"),
                FieldPanel("contact", help_text=_("Whom people reach at the town hall; shown with phone and hours.")),
            ],
            heading=_("Own identity"),
        ),
        *BasePage.content_panels[2:],
    ]

    # Which municipality it is and its color are the same in every language, and nothing to translate.
    override_translatable_fields = [
        SynchronizedField("place", overridable=False),
        SynchronizedField("color", overridable=False),
    ]

    class Meta:
        verbose_name = _("municipality")

    def clean(self) -> None:
        super().clean()
        # Whatever is no color at all has been told by the field.
        if is_color(self.color) and not is_readable(self.color):
            found = f"{contrast(self.color, '#ffffff'):.1f}".replace(".", ",")
            message = _(
                "White writing cannot be read on this color: contrast %(found)s, at least 4,5 is needed. "
                "The nearest color that works is %(darker)s."
            )
            raise ValidationError({"color": message % {"found": found, "darker": readable_beside(self.color)}})

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from cms.welcome.selectors import municipality_content

        content = municipality_content(municipality=self, request=request)
        return {**super().get_context(request, *args, **kwargs), **content}
