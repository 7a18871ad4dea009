"""What is stored of an offer's title and text: reliable readings, the editor's word, nothing instead of nonsense."""

import pytest

from matching import services
from matching.engine import RELIABLE_CONFIDENCE, load_taxonomy
from matching.models import Occupation, OfferOccupation, OfferSkill, Skill
from tests.factories import OccupationFactory, OfferFactory

pytestmark = pytest.mark.django_db


def understand(**fields):
    offer = OfferFactory(**{"description": "", **fields})
    services.understand_offers(offer_ids=[offer.pk])
    return offer


def stored_labels(offer):
    return [row.occupation.label_de for row in offer.understood_occupations.order_by("-confidence")]


def store_skill(label):
    skill = load_taxonomy().skill(load_taxonomy().find_skills(label, limit=1)[0].id)
    Skill.objects.create(id=skill.id, label_de=skill.label_de, label_en=skill.label_en)
    return Skill.objects.get(pk=skill.id)


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Azubi Zerspanung 2027", "Zerspanungsmechaniker"),
        ("Schülerpraktikum Tischlerei", "Tischler"),
        ("Pflegefachkraft ambulant – auch Teilzeit", "Krankenpfleger Allgemeine Krankenpflege"),
    ],
)
def test_a_title_from_practice_becomes_one_reliable_occupation(reference_rows, title, label):
    reference_rows(title)

    offer = understand(title=title)

    (stored,) = offer.understood_occupations.all()
    assert stored.occupation.label_de.startswith(label)
    assert RELIABLE_CONFIDENCE <= stored.confidence <= 1


def test_the_occupation_brings_its_skills_essential_and_optional(reference_rows):
    reference_rows("Tischlerei")

    offer = understand(title="Schülerpraktikum Tischlerei")

    assert OfferSkill.objects.filter(offer=offer, is_essential=True).exists()
    assert OfferSkill.objects.filter(offer=offer, is_essential=False).exists()


def test_understanding_again_stores_the_same_once(reference_rows):
    reference_rows("Koch")
    offer = understand(title="Koch (m/w/d)")
    before = sorted(offer.understood_skills.values_list("skill_id", "is_essential"))

    n_understood = services.understand_offers(offer_ids=[offer.pk, offer.pk])

    assert n_understood == 1
    assert sorted(offer.understood_skills.values_list("skill_id", "is_essential")) == before
    assert offer.understood_occupations.count() == 1


def test_the_last_title_counts(reference_rows):
    reference_rows("Koch", "Tischler")
    offer = understand(title="Koch")

    offer.title = "Tischler"
    offer.save()
    services.understand_offers(offer_ids=[offer.pk])

    assert stored_labels(offer) == ["Tischler/Tischlerin"]


def test_the_editors_choice_wins_over_the_title(reference_rows):
    reference_rows("Koch", "Tischler")
    chosen = Occupation.objects.get(label_de="Tischler/Tischlerin")

    offer = understand(title="Koch (m/w/d)", occupation=chosen)

    assert stored_labels(offer) == ["Tischler/Tischlerin"]
    assert offer.understood_occupations.get().confidence == 1


def test_an_editors_choice_outside_the_packaged_taxonomy_is_kept():
    offer = understand(title="Lotse für Neues", occupation=OccupationFactory())

    assert offer.understood_occupations.get().occupation == offer.occupation


@pytest.mark.parametrize("title", ["Girls'Day und Boys'Day das ganze Jahr", "Vogelzählung am Sonntagmorgen", "xyzzy"])
def test_a_title_without_occupation_stores_nothing(reference_rows, title):
    reference_rows(title)

    offer = understand(title=title)

    assert not OfferOccupation.objects.filter(offer=offer).exists()
    assert not OfferSkill.objects.filter(offer=offer).exists()


def test_a_similar_label_is_not_enough(reference_rows):
    title = "Aktive für die Einsatzabteilung"
    reference_rows(title)

    offer = understand(title=title)

    assert load_taxonomy().find_occupations(title)
    assert stored_labels(offer) == []


def test_a_skill_that_the_text_names_is_essential():
    fence = store_skill("Zäune bauen")

    offer = understand(title="Vogelzählung", description="Sie bauen Zäune, und es gibt Kaffee.\nSie zählen Vögel.")

    (stored,) = offer.understood_skills.all()
    assert (stored.skill, stored.is_essential) == (fence, True)


def test_a_single_word_that_only_resembles_a_skill_names_none():
    resembling = store_skill("Kosten")

    offer = understand(title="Vogelzählung", description="Kosten. Schreiben.")

    assert resembling.label_de == "Weine kosten"
    assert not offer.understood_skills.exists()


def test_concepts_that_are_not_in_the_database_are_left_out():
    offer = understand(title="Koch (m/w/d)", description="Sie bauen Zäune.")

    assert not offer.understood_occupations.exists()
    assert not offer.understood_skills.exists()
