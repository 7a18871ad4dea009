"""What for: occupations and skills of ESCO, so that people and offers can point to the same thing."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from matching.models.classification import NOTHING_PERSONAL


class Concept(models.Model):
    """A concept of ESCO with its labels; the engine holds the relations between concepts."""

    personal_data = NOTHING_PERSONAL

    id = models.UUIDField(_("ESCO id"), primary_key=True)
    label_de = models.CharField(_("German name"), max_length=400)
    label_en = models.CharField(_("English name"), max_length=400)
    folded_labels = models.TextField(_("names, made comparable"), blank=True)

    class Meta:
        abstract = True
        ordering = ("label_de",)

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language; English where ESCO has no German one."""
        german_first = (get_language() or "de").startswith("de")
        return (self.label_de or self.label_en) if german_first else (self.label_en or self.label_de)


class Occupation(Concept):
    """An occupation of ESCO."""

    isco = models.CharField(_("ISCO group"), max_length=4, db_index=True)

    class Meta(Concept.Meta):
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")


class Skill(Concept):
    """A skill or piece of knowledge of ESCO."""

    class Meta(Concept.Meta):
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
