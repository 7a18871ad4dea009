"""What the rooms ask people in the same way: a radius, days, an occupation in own words, an answer to a proposal."""

from typing import Any

from django import forms
from django.db.models import IntegerChoices
from django.utils.dates import WEEKDAYS
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy

from cms.core.choosers import OccupationAnswer
from matching.models import Certificate, Profile, Reaction


def radius_field(*, most_km: int, **options: Any) -> forms.IntegerField:
    """Return a field for a distance; the sentence is the same whatever is wrong with the number."""
    error = lazy(_radius_error, str)(most_km)
    return forms.IntegerField(
        required=False,
        min_value=1,
        max_value=most_km,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), error),
        **options,
    )


def weekday_field(**options: Any) -> forms.TypedMultipleChoiceField:
    """Return boxes for the days of the week; 0 is Monday, as the engine counts."""
    return forms.TypedMultipleChoiceField(
        required=False, choices=list(WEEKDAYS.items()), coerce=int, widget=forms.CheckboxSelectMultiple, **options
    )


def certificate_field(**options: Any) -> forms.MultipleChoiceField:
    """Return boxes for the papers that some offers require."""
    return forms.MultipleChoiceField(
        required=False, choices=Certificate.choices, widget=forms.CheckboxSelectMultiple, **options
    )


def step_field(steps: type[IntegerChoices], **options: Any) -> forms.TypedChoiceField:
    """Return a choice of one step that may also stay open."""
    return forms.TypedChoiceField(
        required=False,
        choices=[("", gettext_lazy("not stated")), *steps.choices],
        coerce=int,
        empty_value=None,
        **options,
    )


class AnswerForm(forms.Form):
    """What a person answers to an offer or a mentor; an empty answer takes the last one back."""

    answer = forms.ChoiceField(choices=Reaction.Kind.choices, required=False)

    def kind(self) -> Reaction.Kind | None:
        """Return the answer as the domain names it."""
        answer = self.cleaned_data["answer"]
        return Reaction.Kind(answer) if answer else None


def told_occupation(profile: Profile) -> OccupationAnswer | None:
    """Return the occupation a person told earlier, as the field takes it."""
    occupations = list(profile.occupations.all())
    occupation = occupations[0] if len(occupations) == 1 else None
    words = profile.occupation_text or (occupation.label if occupation else "")
    return OccupationAnswer(words, occupation) if words else None


def occupation_answers(answer: OccupationAnswer | None) -> dict[str, Any]:
    """Return an occupation as `services.save_profile` takes it: own words alone are understood by the service."""
    if answer is None or answer.occupation is None:
        return {"occupation_text": answer.words if answer else ""}
    return {"occupation_text": answer.words, "occupation_ids": [answer.occupation.pk]}


def _radius_error(most_km: int) -> str:
    return gettext("Please enter a whole number from 1 to %(limit)s.") % {"limit": most_km}
