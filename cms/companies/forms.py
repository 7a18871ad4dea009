"""What visitors may ask of the list of offers, and editors may write into an offer."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cms.companies.selectors import OfferFilter
from cms.core.choosers import PlaceField
from cms.core.profile_fields import certificate_field, weekday_field
from cms.core.town_halls.choices import OwnChoicesForm
from matching.models import MAX_HOURS_A_WEEK, Offer

DEFAULT_RADIUS_KM = 30
_DAYS, _PAPERS = Offer.weekdays.field, Offer.certificates.field
RADIUS_CHOICES = [(str(km), _("%(km)s km") % {"km": km}) for km in (5, 10, 20, 30, 50, 100)]


class OfferFilterForm(forms.Form):
    """The filters of the list of offers; empty fields filter nothing."""

    q = forms.CharField(
        label=_("Occupation or word"), required=False, max_length=80, help_text=_("For example: care, electrician")
    )
    kind = forms.MultipleChoiceField(
        label=_("Kind"), choices=Offer.Kind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    place = PlaceField(label=_("Place or postcode"), required=False)
    radius = forms.ChoiceField(label=_("Radius"), choices=RADIUS_CHOICES, required=False)
    hours = forms.IntegerField(
        label=_("Hours a week"),
        required=False,
        min_value=1,
        max_value=MAX_HOURS_A_WEEK,
        help_text=_("How many hours you want to work. Offers that name none stay in the list."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def wanted(self) -> OfferFilter:
        """Return the valid form as a filter."""
        asked = self.cleaned_data
        return OfferFilter(
            words=asked["q"],
            kinds=tuple(asked["kind"]),
            place=asked["place"],
            radius_km=int(asked["radius"] or DEFAULT_RADIUS_KM),
            hours=asked["hours"],
        )


class OrganizationForm(OwnChoicesForm):
    """An organization at the editors' desk: whoever works for a municipality enters what sits there."""

    place_fields = ("place",)


class OfferForm(OwnChoicesForm):
    """An offer at the editors' desk: says in words what the database would refuse."""

    weekdays = weekday_field(label=capfirst(_DAYS.verbose_name), help_text=_DAYS.help_text)
    certificates = certificate_field(label=capfirst(_PAPERS.verbose_name), help_text=_PAPERS.help_text)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        least, most = cleaned.get("hours_min"), cleaned.get("hours_max")
        if least is not None and most is not None and least > most:
            self.add_error("hours_max", _("The most hours must not be fewer than the least hours."))
        return cleaned
