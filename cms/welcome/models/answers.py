"""What the desk knows about what people sent through forms: whether somebody has answered it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models import Purpose, Retention, impersonal, personal


class AnsweredSubmission(models.Model):
    """Somebody of the staff has answered what a person sent; what has no such row waits."""

    personal_data = {
        **impersonal("submission", "answered_at"),
        **personal(Purpose.REQUEST, Retention.REQUEST, "answered_by"),
    }

    submission = models.OneToOneField(
        "wagtailforms.FormSubmission", verbose_name=_("message"), on_delete=models.CASCADE, related_name="answered"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), auto_now_add=True)

    class Meta:
        verbose_name = _("answered message")
        verbose_name_plural = _("answered messages")

    def __str__(self) -> str:
        return f"answer to message {self.submission_id}"
