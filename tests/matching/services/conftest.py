"""Rows of the reference data that these tests' titles are understood as."""

import pytest

from matching.engine import load_taxonomy
from matching.models import Occupation, Skill


@pytest.fixture
def reference_rows(db):
    """Return a function that stores what the taxonomy understands by some titles, with the skills that belong to it."""

    def store(*titles):
        taxonomy = load_taxonomy()
        for concept_id in {one.id for title in titles for one in taxonomy.find_occupations(title, limit=3)}:
            known = taxonomy.occupation(concept_id)
            Occupation.objects.create(
                id=known.id, isco=known.isco, label_de=known.label_de, label_en=known.label_en, folded_labels=""
            )
            for skill_id in (*known.essential, *known.optional):
                skill = taxonomy.skill(skill_id)
                Skill.objects.get_or_create(
                    id=skill.id, defaults={"label_de": skill.label_de, "label_en": skill.label_en}
                )

    return store
