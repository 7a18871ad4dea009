"""What every page shares, and the portal's own picture and document models."""

import uuid
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtail.search import index

from matching.models import NOTHING_PERSONAL, Purpose, Retention, impersonal, personal


class BasePage(Page):
    """The page all pages of the portal descend from; kept abstract so that a page is two rows, not three."""

    summary = models.CharField(
        _("summary"), max_length=300, blank=True, help_text=_("One or two sentences: shown in lists and in search.")
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    @property
    def body_text(self) -> str:
        """The page's text without markup, for search."""
        return ""


class PortalImage(AbstractImage):
    """A picture with what its use demands: words for those who do not see it, origin, and consent."""

    personal_data = {
        **impersonal(
            *("collection", "width", "height", "created_at", "focal_point_x", "focal_point_y", "focal_point_width"),
            *("focal_point_height", "file_size", "file_hash", "is_decorative", "license", "source", "valid_until"),
            *("description", "alternative_text", "tags"),
        ),
        **personal(
            Purpose.EDITING, Retention.OFFICE, "title", "file", "uploaded_by_user", "author", "people_consented"
        ),
    }

    alternative_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for people who do not see it. Leave it empty for decoration only."),
    )
    is_decorative = models.BooleanField(_("only decoration"), default=False)
    author = models.CharField(_("author"), max_length=120, blank=True)
    license = models.CharField(_("licence"), max_length=80, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    people_consented = models.BooleanField(_("all people shown have agreed"), default=False)
    valid_until = models.DateField(_("may be used until"), null=True, blank=True)

    admin_form_fields = (
        *(name for name in Image.admin_form_fields if name != "description"),
        "alternative_text",
        "is_decorative",
        "author",
        "license",
        "source",
        "people_consented",
        "valid_until",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename: str) -> str:
        """Store under a name that tells nothing: people's pictures are often called like the people."""
        return f"original_images/{uuid.uuid4().hex}{Path(filename).suffix.lower()}"

    @property
    def default_alt_text(self) -> str:
        return "" if self.is_decorative else self.alternative_text


class PortalRendition(AbstractRendition):
    """A picture in one size."""

    personal_data = NOTHING_PERSONAL

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class PortalDocument(AbstractDocument):
    """A document for download; who may see it follows from its collection's privacy."""

    personal_data = {
        **impersonal("collection", "created_at", "file_size", "file_hash", "valid_until", "tags"),
        **personal(Purpose.EDITING, Retention.OFFICE, "title", "file", "uploaded_by_user"),
    }

    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    admin_form_fields = (*Document.admin_form_fields, "valid_until")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class Heartbeat(models.Model):
    """When a background process was last seen; the health page reads it."""

    personal_data = NOTHING_PERSONAL

    name = models.CharField(_("process"), max_length=40, unique=True)
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name


class BeatSlot(models.Model):
    """A slot of the schedule that was taken: two schedulers run each slot once."""

    personal_data = NOTHING_PERSONAL

    job = models.CharField(_("job"), max_length=60)
    slot = models.BigIntegerField(_("slot"))

    class Meta:
        verbose_name = _("slot of the schedule")
        verbose_name_plural = _("slots of the schedule")
        constraints = [models.UniqueConstraint(name="a_slot_is_taken_once", fields=("job", "slot"))]

    def __str__(self) -> str:
        return f"{self.job} {self.slot}"
