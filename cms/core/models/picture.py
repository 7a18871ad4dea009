"""Pictures with what their use demands."""

import uuid
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

from matching.models import NOTHING_PERSONAL, Purpose, Retention, impersonal, personal


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

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:  # noqa: A002  # Wagtail's
        """Draw a size, and close the temporary file that Wagtail would leave open: pages ask for many at once."""
        with super().generate_rendition_file(filter, source=source) as drawn:
            drawn.seek(0)
            return ContentFile(drawn.read(), name=drawn.name)

    @property
    def default_alt_text(self) -> str:
        return "" if self.is_decorative else self.alternative_text


class PortalRendition(AbstractRendition):
    """A picture in one size."""

    personal_data = NOTHING_PERSONAL

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
