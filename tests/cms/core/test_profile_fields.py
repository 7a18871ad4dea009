"""What the rooms ask in the same way."""

import pytest
from django import forms
from django.utils.translation import override

from cms.core.choosers import OccupationAnswer
from cms.core.profile_fields import AnswerForm, occupation_answers, radius_field
from matching.models import Reaction


class RadiusForm(forms.Form):
    radius_km = radius_field(most_km=200, label="Radius")


@pytest.mark.parametrize("typed", ["0", "201", "far"])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Bitte eine ganze Zahl von 1 bis 200 eingeben."),
        ("en", "Please enter a whole number from 1 to 200."),
    ],
)
def test_whatever_is_wrong_with_a_radius_is_said_in_the_readers_language(typed, language, sentence):
    with override(language):
        errors = RadiusForm({"radius_km": typed}).errors["radius_km"]

        assert errors == [sentence]


def test_own_words_without_a_picked_occupation_are_left_to_the_service():
    assert occupation_answers(OccupationAnswer("Mechatronikerin")) == {"occupation_text": "Mechatronikerin"}
    assert occupation_answers(None) == {"occupation_text": ""}


@pytest.mark.parametrize(("sent", "kind"), [("saved", Reaction.Kind.SAVED), ("", None)])
def test_an_empty_answer_takes_the_last_one_back(sent, kind):
    form = AnswerForm({"answer": sent})

    assert form.is_valid()
    assert form.kind() is kind
