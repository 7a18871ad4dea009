"""What is counted of what visitors look for; search.misses writes and reads it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models import NOTHING_PERSONAL


class AskedWords(models.Model):
    """A group of words that was looked for: counts, and nothing about who, where or at what time.

    `key` stands for the words as long as they were asked on fewer than three days: it is made with the portal's secret
    key, so that nobody can read or guess them from the table. `last_day` is a date.
    """

    personal_data = NOTHING_PERSONAL

    key = models.CharField(_("key"), max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=10, editable=False)
    text = models.CharField(_("words"), max_length=200, blank=True, editable=False)
    n_days = models.PositiveIntegerField(_("days on which they were asked"), default=1, editable=False)
    last_day = models.DateField(_("asked last"), editable=False)
    n_found = models.PositiveIntegerField(_("searches with results"), default=0, editable=False)
    n_chosen = models.PositiveIntegerField(_("results chosen"), default=0, editable=False)
    n_unanswered = models.PositiveIntegerField(
        _("searches without results"),
        default=0,
        editable=False,
        help_text=_("Since something was found for the last time."),
    )
    is_hidden = models.BooleanField(_("hidden"), default=False)

    class Meta:
        verbose_name = _("words looked for")
        verbose_name_plural = _("words looked for")
        ordering = ("-n_unanswered", "-n_found", "text")

    def __str__(self) -> str:
        return self.text or self.key[:8]
