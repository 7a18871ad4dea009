"""When nobody can be ranked, a youth still sees who is near and may be shown, and can answer."""

import pytest
from pytest_django.asserts import assertContains

from matching.engine.scoring import PlaceScorer
from matching.models import Reaction

LIST = "/mentoren/"


@pytest.fixture(autouse=True)
def broken_engine(monkeypatch):
    def fail(*_arguments):
        raise ValueError

    monkeypatch.setattr(PlaceScorer, "score", fail)


def test_mentors_nearby_are_shown_without_reasons(visitor, mentors):
    response = visitor.get(LIST)

    assert response.status_code == 200
    assert response.context["is_fallback"]
    assert response.context["cards"]
    assert not any(card.reasons for card in response.context["cards"])


def test_an_answer_is_kept_and_shown(visitor, youth_of_16, mentors):
    card = visitor.get(LIST).context["cards"][0]

    visitor.post(card.yes_url)

    (wanted,) = [one for one in visitor.get(LIST).context["cards"] if one.is_wanted]
    assert wanted.first_name == card.first_name
    assert Reaction.objects.get(profile=youth_of_16).kind == Reaction.Kind.SAVED


def test_below_16_nobody_is_shown_without_a_guardian_s_word(young_visitor, mentors):
    response = young_visitor.get(LIST)

    assert "cards" not in response.context
    assertContains(response, "<h1")
