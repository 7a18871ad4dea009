"""Words that mean the same to visitors."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models import NOTHING_PERSONAL
from search.models.phrases import phrases_in


class Synonym(models.Model):
    """A set of words: whoever looks for one of them finds pages that use another one."""

    personal_data = NOTHING_PERSONAL

    words = models.TextField(
        _("words that mean the same"),
        max_length=600,
        help_text=_(
            "One per line, or separated by commas; a word or a short phrase of at most five words. "
            "Whoever looks for one of them also finds pages that use another one."
        ),
    )
    language = models.CharField(
        _("language"), max_length=10, default=settings.LANGUAGE_CODE, help_text=_("The language of these words.")
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Why these words belong together. Only editors see this.")
    )
    is_active = models.BooleanField(_("in use"), default=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("set of synonyms")
        verbose_name_plural = _("sets of synonyms")
        ordering = ("words",)

    def __str__(self) -> str:
        return " = ".join(self.phrases)

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words and phrases of the set."""
        return phrases_in(self.words)
