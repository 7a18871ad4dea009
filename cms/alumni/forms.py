"""What an alumna tells us: about herself, about the list she wants, and that she agrees."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.alumni.selectors import skills_asked_for
from cms.core.choosers import OccupationField, PlaceField
from cms.core.profile_fields import (
    certificate_field,
    occupation_answers,
    radius_field,
    step_field,
    told_occupation,
    weekday_field,
)
from cms.core.skill_chooser import SkillField
from matching.models import MAX_HOURS_A_WEEK, GermanLevel, Interest, Profile, QualificationLevel, Rhythm

MAX_OFFERS = 50
MAX_RADIUS_KM = 500


class RecommendationForm(forms.Form):
    """Try another radius or a longer list; nothing is stored."""

    radius_km = radius_field(most_km=MAX_RADIUS_KM, label=_("Radius in km"))
    limit = forms.IntegerField(required=False, min_value=1, max_value=MAX_OFFERS, widget=forms.HiddenInput)

    def chosen(self) -> dict[str, int]:
        """Return what was asked for; without a valid question, nothing."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}


class ConsentForm(forms.Form):
    """One purpose, one box, not ticked beforehand."""

    agrees = forms.BooleanField(
        label=_("Yes, the portal may use my details to pick offers for me."),
        error_messages={"required": _("Without a tick we do not compute anything. That is fine, too.")},
    )


class ProfileForm(forms.Form):
    """What an alumna says about herself, in her own words where possible."""

    occupation = OccupationField(
        label=_("What is your occupation?"),
        help_text=_("In your own words, for example “Mechatroniker” or “Pflegefachfrau”."),
        error_messages={"required": _("Please name an occupation. Without it we cannot recommend anything.")},
    )
    place = PlaceField(
        label=_("Which place do you start from?"),
        help_text=_("Name or postcode: where you live, or where you would like to live again."),
        error_messages={"required": _("Please name a place. We measure distances from there.")},
    )
    radius_km = radius_field(
        most_km=MAX_RADIUS_KM, label=_("Radius in km"), help_text=_("How far may the way to work be?")
    )
    hours_min = forms.FloatField(
        label=_("Hours a week, at least"), required=False, min_value=1, max_value=MAX_HOURS_A_WEEK
    )
    hours_max = forms.FloatField(
        label=_("Hours a week, at most"), required=False, min_value=1, max_value=MAX_HOURS_A_WEEK
    )
    german_level = step_field(GermanLevel, label=_("Level of German"))
    skills = SkillField(label=_("What can you do?"), required=False, help_text=_("Tick what applies, or type more."))
    interests = forms.MultipleChoiceField(
        label=_("What do you like to do?"),
        required=False,
        choices=Interest.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    qualification_level = step_field(
        QualificationLevel,
        label=_("Your highest qualification"),
        help_text=_("Roughly is enough. Training from abroad counts as well: choose what comes nearest."),
    )
    certificates = certificate_field(
        label=_("What do you hold?"),
        help_text=_("Some offers cannot do without. If you leave a box open, we do not show them to you."),
    )
    weekdays = weekday_field(
        label=_("On which days can you be there?"),
        help_text=_("For those who live in two places. Leave it open if any day will do."),
    )
    every_weeks = step_field(Rhythm, label=_("How often can you be there?"))
    limit_km = radius_field(
        most_km=MAX_RADIUS_KM,
        label=_("Never further away than, in km"),
        help_text=_("Beyond that we show you nothing, however well it fits. Work from home is not meant."),
    )

    MORE = ("qualification_level", "certificates", "weekdays", "every_weeks", "limit_km")
    """Fields that wait behind "More precisely", so that the form looks as short as it is for most people."""

    def __init__(self, data: QueryDict | None = None, *, profile: Profile | None) -> None:
        super().__init__(data, initial=_initial(profile) if profile else None)
        if profile:
            self.fields["skills"].widget.suggested = skills_asked_for(profile=profile)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        hours_min, hours_max = cleaned.get("hours_min"), cleaned.get("hours_max")
        if hours_min and hours_max and hours_min > hours_max:
            self.add_error("hours_max", _("This is less than the lowest number of hours."))
        radius_km, limit_km = cleaned.get("radius_km"), cleaned.get("limit_km")
        if radius_km and limit_km and limit_km < radius_km:
            self.add_error("limit_km", _("This is less than your radius above. Please make one of them fit the other."))
        return cleaned

    def first_fields(self) -> list[forms.BoundField]:
        """Return what everybody is asked."""
        return [field for field in self.visible_fields() if field.name not in self.MORE]

    def more_fields(self) -> list[forms.BoundField]:
        """Return what only those need who want to be more precise."""
        return [self[name] for name in self.MORE]

    def has_wrong_detail(self) -> bool:
        """Whether one of these needs a look, so that it must not stay folded away."""
        return any(self[name].errors for name in self.MORE)

    def answers(self) -> dict[str, Any]:
        """Return the answers as `services.save_profile` takes them."""
        answers = dict(self.cleaned_data)
        answers |= occupation_answers(answers.pop("occupation"))
        answers["place_id"] = answers.pop("place").pk
        answers["skill_ids"] = [skill.pk for skill in answers.pop("skills")]
        return answers


def _initial(profile: Profile) -> dict[str, Any]:
    return {
        "occupation": told_occupation(profile),
        "place": profile.place,
        "radius_km": profile.radius_km,
        "hours_min": _plain(profile.hours_min),
        "hours_max": _plain(profile.hours_max),
        "german_level": profile.german_level,
        "skills": list(profile.skills.all()),
        "interests": profile.interests,
        **{name: getattr(profile, name) for name in ProfileForm.MORE},
    }


def _plain(hours: float | None) -> int | float | None:
    """Return 30 for 30.0: nobody writes hours with a point and a zero."""
    return int(hours) if hours and float(hours).is_integer() else hours
