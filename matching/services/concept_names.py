"""What occupations and skills are called in each language, for whoever translates words."""

from collections.abc import Iterator

from matching.engine import load_taxonomy

ConceptNames = dict[str, tuple[str, ...]]
"""Names by language code; a language without a name is left out."""


def concept_names() -> Iterator[ConceptNames]:
    """Yield the names of every occupation (all English ones, German ones as people say them) and of every skill.

    German labels name a person twice ("Koch/Köchin"); each half is a name. Further German names of occupations are left
    out: they are as particular as the work at one machine, and too general where they are single words.
    """
    taxonomy = load_taxonomy()
    for row, occupation_id in enumerate(taxonomy.occupation_ids):
        labels = taxonomy.labels(occupation_id, "de")[:1]
        german = tuple(half.strip() for label in labels for half in label.split("/") if half.strip())
        yield _present(de=(*german, *taxonomy.named(row).everyday), en=taxonomy.labels(occupation_id, "en"))
    for skill_id in taxonomy.skill_ids:
        yield _present(de=taxonomy.labels(skill_id, "de")[:1], en=taxonomy.labels(skill_id, "en"))


def _present(**names: tuple[str, ...]) -> ConceptNames:
    return {language: found for language, found in names.items() if found}
