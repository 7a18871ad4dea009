"""Documents for download, and the words inside them."""

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


class DocumentText(models.Model):
    """What a document says, read from its file once; search keeps it, since reading takes seconds."""

    class Problem(models.TextChoices):
        NONE = "", _("none")
        ENCRYPTED = "encrypted", _("protected by a password")
        BROKEN = "broken", _("damaged")
        NO_WORDS = "no_words", _("holds no words, only pictures of them")
        TOO_LARGE = "too_large", _("too large")
        TOO_SLOW = "too_slow", _("takes too long to read")
        MISSING = "missing", _("the file is not there")

    personal_data = {
        **impersonal("document", "file_name", "language_code", "problem", "read_at"),
        **personal(Purpose.EDITING, Retention.OFFICE, "text"),
    }

    document = models.OneToOneField(PortalDocument, on_delete=models.CASCADE, related_name="words")
    # A file never changes under its name: a new one gets a new name.
    file_name = models.CharField(_("file"), max_length=255)
    text = models.TextField(_("text"), blank=True)
    language_code = models.CharField(_("language"), max_length=12, blank=True)
    problem = models.CharField(_("problem"), max_length=12, choices=Problem.choices, blank=True, default=Problem.NONE)
    read_at = models.DateTimeField(_("read"), auto_now=True)

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")

    def __str__(self) -> str:
        return f"text of document {self.document_id}"
