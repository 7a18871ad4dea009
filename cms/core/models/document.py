"""Documents for download."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document

from matching.models import Purpose, Retention, impersonal, personal


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
