"""What a youth tells us; the words are for somebody of 14."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.core.choosers import OccupationField, PlaceField
from cms.core.profile_fields import occupation_answers, radius_field, told_occupation
from matching import selectors
from matching.models import Interest, Profile
from matching.services import language_name

MINIMUM_AGE, MAXIMUM_AGE = 12, 27  # years
MAX_RADIUS_KM = 200
LANGUAGES = ("de", "en", "pl", "cs", "hsb", "uk", "ru", "ar", "fa", "tr", "vi", "fr", "es", "ro")

INTERESTS = [
    (Interest.TECHNOLOGY, pgettext_lazy("youth", "Technology: build, repair, program")),
    (Interest.NATURE, pgettext_lazy("youth", "Nature: be outside, animals, plants")),
    (Interest.PEOPLE, pgettext_lazy("youth", "People: help, listen, explain")),
    (Interest.CREATIVITY, pgettext_lazy("youth", "Creative: draw, design, make things")),
    (Interest.OFFICE, pgettext_lazy("youth", "Organizing: plan, count, keep order")),
    (Interest.HEALTH, pgettext_lazy("youth", "Health: care for people, know the body")),
    (Interest.SPORTS, pgettext_lazy("youth", "Sports: move, play in a team")),
    (Interest.LANGUAGES, pgettext_lazy("youth", "Languages: talk, travel, other countries")),
]


class ConsentForm(forms.Form):
    """One purpose, one box, not ticked beforehand."""

    agrees = forms.BooleanField(
        label=pgettext_lazy("youth", "Yes, use my details to pick mentors for me."),
        error_messages={"required": pgettext_lazy("youth", "Without your tick we pick nobody. That is fine, too.")},
    )


class ProfileForm(forms.Form):
    """Who I am and what I like."""

    first_name = forms.CharField(
        label=pgettext_lazy("youth", "What is your first name?"),
        max_length=100,
        error_messages={"required": pgettext_lazy("youth", "Tell us your first name, so that a mentor can greet you.")},
    )
    birth_date = forms.DateField(
        label=pgettext_lazy("youth", "When were you born?"),
        help_text=pgettext_lazy("youth", "Below 16 your parents must agree first."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
        error_messages={
            "required": pgettext_lazy("youth", "We need your date of birth: below 16 your parents are asked first."),
            "invalid": pgettext_lazy("youth", "Write the day like this: 24.05.2010."),
        },
    )
    interests = forms.MultipleChoiceField(
        label=pgettext_lazy("youth", "What do you like to do?"),
        choices=INTERESTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": pgettext_lazy("youth", "Pick at least one, then we find people who like it too.")},
    )
    occupation = OccupationField(
        label=pgettext_lazy("youth", "Is there an occupation you dream of?"),
        required=False,
        help_text=pgettext_lazy("youth", "No idea yet? Leave it empty."),
    )
    place = PlaceField(
        label=pgettext_lazy("youth", "Where do you live?"),
        help_text=pgettext_lazy("youth", "Name or postcode. We compute distances from there."),
        error_messages={"required": pgettext_lazy("youth", "Tell us your place, so that nobody lives too far away.")},
    )
    radius_km = radius_field(
        most_km=MAX_RADIUS_KM, label=pgettext_lazy("youth", "How many kilometers away may a mentor be?")
    )
    languages = forms.MultipleChoiceField(
        label=pgettext_lazy("youth", "Which languages do you speak?"),
        required=False,
        choices=lambda: [(code, language_name(code)) for code in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None = None, *, profile: Profile | None) -> None:
        super().__init__(data, initial=_initial(profile) if profile else None)

    def clean_birth_date(self) -> date:
        birth_date: date = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if birth_date > today:
            raise ValidationError(pgettext_lazy("youth", "This day is still to come. Please check the year."))
        age = selectors.age_in_years(birth_date=birth_date, today=today) or 0
        if age < MINIMUM_AGE:
            raise ValidationError(pgettext_lazy("youth", "You can take part from 12. See you then."))
        if age > MAXIMUM_AGE:
            raise ValidationError(_("Mentoring is for people up to 27. “What suits me” shows offers for everybody."))
        return birth_date

    def answers(self) -> dict[str, Any]:
        """Return the answers as `services.save_profile` takes them."""
        answers = dict(self.cleaned_data)
        answers |= occupation_answers(answers.pop("occupation"))
        answers["place_id"] = answers.pop("place").pk
        return answers


def _initial(profile: Profile) -> dict[str, Any]:
    return {
        "first_name": profile.first_name,
        "birth_date": profile.birth_date,
        "interests": profile.interests,
        "occupation": told_occupation(profile),
        "place": profile.place,
        "radius_km": profile.radius_km,
        "languages": profile.languages,
    }
