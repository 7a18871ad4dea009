"""Fill places, occupations, skills and weights from the packaged files; safe to repeat."""

import csv
import gzip
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import models, transaction

import matching
from matching.engine import fold, load_taxonomy, load_weights
from matching.models import Occupation, Place, Skill, WeightsRecord

DATA = Path(matching.__file__).parent / "data"
BATCH_SIZE = 2_000


@transaction.atomic
def load_reference_data(*, report: Callable[[str], None]) -> dict[str, int]:
    """Bring the tables to the state of the packaged files; return rows per kind.

    Rows that a record points to are updated in place, never replaced, so nothing is orphaned.
    """
    counts = {}
    for name, load in (
        ("places", _load_places),
        ("occupations", _load_occupations),
        ("skills", _load_skills),
        ("weights", _load_weights),
    ):
        counts[name] = load()
        report(f"{name}: {counts[name]}")
    return counts


def _load_places() -> int:
    with gzip.open(DATA / "places.tsv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    _upsert(Place, (_place(row) for row in rows), key="code")
    ids = dict(Place.objects.filter(kind=Place.Kind.MUNICIPALITY).values_list("code", "pk"))
    parts = {row["code"]: ids[row["municipality"]] for row in rows if row["municipality"] in ids}
    changed = [
        place
        for place in Place.objects.filter(kind=Place.Kind.POSTCODE).only("code", "municipality_id")
        if place.municipality_id != parts.get(place.code)
    ]
    for place in changed:
        place.municipality_id = parts.get(place.code)
    Place.objects.bulk_update(changed, ["municipality"], batch_size=BATCH_SIZE)
    return len(rows)


def _place(row: dict[str, str]) -> Place:
    return Place(
        code=row["code"],
        kind=row["kind"],
        name=row["name"],
        folded_name=fold(row["name"]),
        postcode=row["postcode"],
        district_code=row["district_ags"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        population=int(row["population"]) if row["population"] else None,
    )


def _load_occupations() -> int:
    taxonomy = load_taxonomy()
    return _upsert(
        Occupation,
        (
            Occupation(
                id=found.id,
                isco=found.isco,
                label_de=found.label_de,
                label_en=found.label_en,
                folded_labels=_folded((found.label_de, found.label_en, *found.alternatives)),
            )
            for found in map(taxonomy.occupation, taxonomy.occupation_ids)
        ),
        key="id",
    )


def _load_skills() -> int:
    taxonomy = load_taxonomy()
    return _upsert(
        Skill,
        (
            Skill(
                id=found.id,
                label_de=found.label_de,
                label_en=found.label_en,
                folded_labels=_folded((found.label_de, found.label_en, *found.alternatives_de)),
            )
            for found in map(taxonomy.skill, taxonomy.skill_ids)
        ),
        key="id",
    )


def _load_weights() -> int:
    packaged = load_weights()
    for program, weights in packaged.items():
        WeightsRecord.objects.get_or_create(
            program=program,
            version=weights.version,
            defaults={
                "parts": dict(weights.parts),
                "neutral": weights.neutral,
                "good_match": weights.good_match,
                "minimum": weights.minimum,
                "provider_limit": weights.provider_limit,
                "is_exposure_on": weights.is_exposure_on,
                "exposure_first": weights.exposure_first,
                "exposure_least": weights.exposure_least,
            },
        )
    return len(packaged)


def _folded(labels: Iterable[str]) -> str:
    """Return names as "|name|name|", so that a search can ask for whole names and for beginnings."""
    return "|" + "|".join(dict.fromkeys(fold(label) for label in labels if label)) + "|"


def _upsert(model: type[models.Model], records: Iterable[models.Model], *, key: str) -> int:
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key and field.name != key]
    fields = [name for name in fields if name != "municipality"]
    found = list(records)
    model._default_manager.bulk_create(
        found, batch_size=BATCH_SIZE, update_conflicts=True, unique_fields=[key], update_fields=fields
    )
    return len(found)
