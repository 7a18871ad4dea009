"""Offers by rule."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, IntegerBlock, StructBlock, StructValue

from cms.core.blocks import groups
from cms.core.blocks.samples import words
from cms.core.district import municipalities
from matching.models import Offer, Place

MOST_SHOWN = 20
# Major groups of ISCO-08: their numbers begin the codes of all occupations below them.
FIELDS = [
    ("1", _("Leading and managing")),
    ("2", _("Academic professions")),
    ("3", _("Technicians and skilled office work")),
    ("4", _("Office and administration")),
    ("5", _("Service, care and sales")),
    ("6", _("Farming, forestry, gardening")),
    ("7", _("Crafts")),
    ("8", _("Machines, assembly and driving")),
    ("9", _("Helping jobs")),
]


class OfferRule(StructValue):
    """Which offers are meant."""

    @property
    def where(self) -> Place | None:
        """Return the municipality that was chosen; the whole district when none was."""
        return Place.objects.filter(code=self["place"]).first() if self.get("place") else None


def place_choices() -> list[tuple[str, str]]:
    """Return the district's municipalities: official key and name."""
    return list(municipalities().values_list("code", "name"))


def _sample() -> dict[str, Any]:
    return {"title": words()["offers"], "kind": "", "field": "", "place": "", "limit": 3}


class OfferListBlock(StructBlock):
    """The newest offers that fit a rule, as the publication mode allows."""

    title = CharBlock(
        label=_("Title"), max_length=120, required=False, help_text=_("Stands above the offers; empty: none.")
    )
    kind = ChoiceBlock(
        label=_("Kind"),
        choices=Offer.Kind.choices,
        required=False,
        help_text=_("Only offers of this kind; empty: all."),
    )
    field = ChoiceBlock(
        label=_("Field of work"),
        choices=FIELDS,
        required=False,
        help_text=_("Only offers of this field, so that they suit the subject of the page; empty: all."),
    )
    place = ChoiceBlock(
        label=_("Place"),
        choices=place_choices,
        required=False,
        help_text=_("Only offers in this municipality; empty: the whole district."),
    )
    limit = IntegerBlock(
        label=_("How many"),
        default=5,
        min_value=1,
        max_value=MOST_SHOWN,
        help_text=_("The newest are shown, with a link to all."),
    )

    class Meta:
        icon = "clipboard-list"
        group = groups.PORTAL
        label = _("Offers")
        description = _(
            "The newest offers by kind, field and place. Renewed by itself, as the publication mode allows."
        )
        preview_value = staticmethod(_sample)
        template = "blocks/offer_list_block.html"
        value_class = OfferRule
