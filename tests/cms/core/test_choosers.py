"""Choosers understand typed words without scripts, ask when several fit, and keep everything that was typed."""

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cms.core.choosers import OccupationAnswer, OccupationField, PlaceField
from cms.core.skill_chooser import SkillField
from matching.models import Place
from tests.factories import OccupationFactory, PlaceFactory, SkillFactory

pytestmark = pytest.mark.django_db


class WishForm(forms.Form):
    occupation = OccupationField(required=False)
    place = PlaceField(required=False)
    skills = SkillField(required=False)


def fill(**typed: str | list[str]) -> WishForm:
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return WishForm(data)


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


def two_neustadts() -> list[Place]:
    shared = {"kind": Place.Kind.MUNICIPALITY, "folded_name": "neustadt", "latitude": 51.0, "longitude": 14.2}
    return [
        Place.objects.create(name="Neustadt", code=code, postcode=postcode, district_code=code[:5], **shared)
        for code, postcode in (("14628270", "01844"), ("07316000", "67433"))
    ]


def test_a_place_that_is_clearly_named_is_taken():
    niesky = PlaceFactory(name="Niesky")

    form = fill(place=" niesky ")

    assert form.is_valid()
    assert form.cleaned_data["place"] == niesky


def test_a_postcode_of_one_place_is_as_clear_as_its_name():
    niesky = PlaceFactory(name="Niesky")

    form = fill(place="02906")

    assert form.is_valid()
    assert form.cleaned_data["place"] == niesky


def postcode_area(municipality: Place, name: str) -> Place:
    return Place.objects.create(
        name=name,
        code=f"{municipality.postcode} {name}",
        kind=Place.Kind.POSTCODE,
        folded_name=name.lower(),
        postcode=municipality.postcode,
        district_code=municipality.district_code,
        latitude=municipality.latitude,
        longitude=municipality.longitude,
    )


def test_a_town_and_its_own_postcode_are_no_question():
    niesky = PlaceFactory(name="Niesky")
    postcode_area(niesky, "Niesky")

    form = fill(place="02906")

    assert form.is_valid()
    assert form.cleaned_data["place"] == niesky


def test_a_postcode_that_two_places_share_is_a_question():
    niesky = PlaceFactory(name="Niesky")
    postcode_area(niesky, "Niesky")
    postcode_area(niesky, "Waldhufen")

    form = fill(place="02906")

    assert not form.is_valid()
    assert str(form["place"]).count('type="radio"') == 2


def test_a_name_of_several_places_comes_back_as_a_question_with_everything_typed():
    first, second = two_neustadts()
    PlaceFactory(name="Niesky")

    form = fill(place="Neustadt", occupation="")
    html = str(form["place"]) if not form.is_valid() else ""

    assert "place" in form.errors
    assert 'value="Neustadt"' in html
    assert f'type="radio" name="place_choice" value="{first.pk}"' in html
    assert f'type="radio" name="place_choice" value="{second.pk}"' in html


def test_the_answer_to_the_question_is_taken():
    _first, second = two_neustadts()

    form = fill(place="Neustadt", place_choice=str(second.pk), place_choice_for="Neustadt")

    assert form.is_valid()
    assert form.cleaned_data["place"] == second


def test_an_old_answer_does_not_count_for_new_words():
    _first, second = two_neustadts()
    niesky = PlaceFactory(name="Niesky")

    form = fill(place="Niesky", place_choice=str(second.pk), place_choice_for="Neustadt", place_value=str(second.pk))

    assert form.is_valid()
    assert form.cleaned_data["place"] == niesky


def test_the_id_that_scripts_fill_in_decides_between_places_of_one_name():
    _first, second = two_neustadts()

    form = fill(place="Neustadt", place_value=str(second.pk))

    assert form.is_valid()
    assert form.cleaned_data["place"] == second


def test_an_unknown_place_gets_a_sentence_and_keeps_the_words():
    form = fill(place="Atlantis")

    assert not form.is_valid()
    assert "Atlantis" in form.errors["place"][0]
    assert 'value="Atlantis"' in str(form["place"])


@pytest.mark.parametrize("value", ["9" * 40, "-1", "x", "²", "0", "1.5"])
def test_a_forged_id_is_no_place(value):
    PlaceFactory(name="Niesky")

    form = fill(place="Nirgendwo", place_value=value, place_choice=value, place_choice_for="Nirgendwo")

    assert not form.is_valid()


def test_one_half_of_an_occupation_s_name_is_enough():
    mechatronics = OccupationFactory()
    OccupationFactory(label_de="Mechatronikermeister/Mechatronikermeisterin", label_en="master of mechatronics")

    form = fill(occupation="Mechatronikerin")

    assert form.is_valid()
    assert form.cleaned_data["occupation"] == OccupationAnswer("Mechatronikerin", mechatronics)


def test_several_occupations_are_asked_about_and_own_words_may_stay():
    OccupationFactory(label_de="Altenpfleger/Altenpflegerin", label_en="elderly care nurse")
    OccupationFactory(label_de="Krankenpfleger/Krankenpflegerin", label_en="general care nurse")

    asked = fill(occupation="pfleger")
    kept = fill(occupation="pfleger", occupation_choice="own-words", occupation_choice_for="pfleger")

    assert not asked.is_valid()
    assert str(asked["occupation"]).count('type="radio"') == 3
    assert kept.is_valid()
    assert kept.cleaned_data["occupation"] == OccupationAnswer("pfleger")


def test_an_unknown_occupation_is_no_dead_end():
    form = fill(occupation="Traumtänzerin")

    assert not form.is_valid()
    assert 'value="own-words"' in str(form["occupation"])


def test_a_settled_occupation_is_not_asked_about_at_the_next_visit():
    mechatronics = OccupationFactory()
    OccupationFactory(label_de="Mechatronikermeister/Mechatronikermeisterin", label_en="master of mechatronics")
    shown = WishForm(initial={"occupation": OccupationAnswer("Mechatronik", mechatronics)})

    html = str(shown["occupation"])
    sent_back = fill(
        occupation="Mechatronik", occupation_choice=str(mechatronics.pk), occupation_choice_for="Mechatronik"
    )

    assert f'name="occupation_choice" value="{mechatronics.pk}"' in html
    assert sent_back.is_valid()
    assert sent_back.cleaned_data["occupation"].occupation == mechatronics


def test_several_skills_are_read_from_words_with_commas_between_them():
    circuits = SkillFactory()
    welding = SkillFactory(label_de="Schweißen", label_en="weld")

    form = fill(skills_words="Schaltpläne lesen, Schweißen,")

    assert form.is_valid()
    assert form.cleaned_data["skills"] == [circuits, welding]


def test_a_skill_whose_name_holds_commas_is_read_as_one():
    ethics = SkillFactory(label_de="Kenntnisse aus Philosophie, Ethik und Religion anwenden", label_en="apply ethics")
    welding = SkillFactory(label_de="Schweißen", label_en="weld")

    form = fill(skills_words="Schweißen, Kenntnisse aus Philosophie, Ethik und Religion anwenden, ")

    assert form.is_valid()
    assert form.cleaned_data["skills"] == [welding, ethics]


def test_ticked_skills_stay_and_an_ambiguous_word_is_asked_about():
    held = SkillFactory(label_de="Pneumatik", label_en="pneumatics")
    options = [SkillFactory(label_de=f"Schweißen {kind}", label_en=f"weld {kind}") for kind in ("MAG", "WIG")]

    asked = fill(skills=[str(held.pk)], skills_words="Schweißen")
    answered = fill(skills=[str(held.pk), str(options[1].pk)], skills_words="Schweißen", skills_asked_for="Schweißen")

    assert not asked.is_valid()
    assert f'value="{held.pk}" checked' in str(asked["skills"])
    assert str(asked["skills"]).count('type="checkbox"') == 3
    assert answered.is_valid()
    assert answered.cleaned_data["skills"] == [held, options[1]]


def test_an_unknown_skill_gets_a_sentence():
    form = fill(skills_words="Hellsehen")

    assert not form.is_valid()
    assert "Hellsehen" in form.errors["skills"][0]


def test_suggestions_are_public_and_cacheable(client: Client):
    PlaceFactory(name="Niesky")

    response = client.get(reverse("core:suggest", kwargs={"kind": "place"}), {"q": "nies"})

    assert response.json()["results"][0]["label"] == "Niesky"
    assert "public" in response["Cache-Control"]
    assert not response.cookies


def test_at_most_eight_suggestions_are_answered(client: Client):
    for number in range(12):
        SkillFactory(label_de=f"Schweißen {number}", label_en=f"weld {number}")

    response = client.get(reverse("core:suggest", kwargs={"kind": "skill"}), {"q": "schweißen"})

    assert len(response.json()["results"]) == 8


@pytest.mark.parametrize("words", ["", "a", "\x00\x00", "%", "_" * 3, "' OR 1=1 --", "🦊" * 5000, "\ud800", "<script>"])
@pytest.mark.parametrize("kind", ["occupation", "skill", "place"])
def test_hostile_words_are_answered_with_no_suggestion(client: Client, kind, words):
    OccupationFactory()
    SkillFactory()
    PlaceFactory(name="Niesky")
    query = "q=%ED%A0%80" if words == "\ud800" else QueryDict(mutable=True)
    if words != "\ud800":
        query["q"] = words
        query = query.urlencode()

    response = client.get(f"{reverse('core:suggest', kwargs={'kind': kind})}?{query}")

    assert response.status_code == 200
    assert response.json() == {"results": []}


def test_an_unknown_kind_of_suggestion_is_not_found(client: Client):
    assert client.get("/vorschlaege/passwort/?q=ab").status_code == 404


def test_suggestions_are_only_read(client: Client):
    assert client.post(reverse("core:suggest", kwargs={"kind": "place"})).status_code == 405
