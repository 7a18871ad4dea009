"""What must always be found."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matching.models import NOTHING_PERSONAL

MOST_RESULTS = 50


class SearchInvariant(models.Model):
    """A query and the page that must stand among the first results; checked every night."""

    personal_data = NOTHING_PERSONAL

    query = models.CharField(
        _("when visitors look for"), max_length=200, help_text=_("As visitors type it, for example “Kindergarten”.")
    )
    language = models.CharField(
        _("language"), max_length=10, default=settings.LANGUAGE_CODE, help_text=_("The language they read.")
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("this page must be found"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("A translation of it counts as well."),
    )
    among_first = models.PositiveSmallIntegerField(
        _("among the first"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_RESULTS)],
        help_text=_("Most people look at three results."),
    )
    position = models.PositiveSmallIntegerField(_("found at place"), null=True, editable=False)
    checked_at = models.DateTimeField(_("checked"), null=True, editable=False)

    class Meta:
        verbose_name = _("promise of the search")
        verbose_name_plural = _("promises of the search")
        ordering = ("query",)
        constraints = [
            models.UniqueConstraint(name="a_page_is_promised_once_for_a_query", fields=("query", "language", "page"))
        ]

    def __str__(self) -> str:
        return f"{self.query} → {self.page.title}"

    @property
    def is_kept(self) -> bool:
        """Whether the last check found the page where it belongs."""
        return self.position is not None and self.position <= self.among_first

    @property
    def is_broken(self) -> bool:
        """Whether the last check did not find the page where it belongs."""
        return self.checked_at is not None and not self.is_kept

    @property
    def state(self) -> str:
        """What the last check found."""
        if self.checked_at is None:
            return gettext("not checked yet")
        if self.position is None:
            return gettext("broken: not among the first %(most)s") % {"most": MOST_RESULTS}
        if self.is_kept:
            return gettext("kept: place %(place)s") % {"place": self.position}
        return gettext("broken: place %(place)s") % {"place": self.position}
