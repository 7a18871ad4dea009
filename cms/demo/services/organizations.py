"""Companies, clubs and public bodies."""

from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from cms.demo.content import read_records
from cms.demo.services.places import Places
from matching.models import Organization


@dataclass(frozen=True, slots=True)
class BuiltOrganization:
    """An organization together with what its file says beyond the record."""

    record: Organization
    source: dict[str, Any]


def build_organizations(*, seed: int, places: Places) -> dict[str, BuiltOrganization]:
    """Create all organizations; return them by key, in the order of their file."""
    chance = Random(f"{seed} organizations")  # noqa: S311  a demonstration, no secret
    return {
        source["key"]: BuiltOrganization(_create(source, places, chance), source)
        for source in read_records("organizations")
    }


def drawn_id(chance: Random) -> UUID:
    """Return a public id that is the same in every build of a seed."""
    return UUID(int=chance.getrandbits(128), version=4)


def _create(source: dict[str, Any], places: Places, chance: Random) -> Organization:
    return Organization.objects.create(
        public_id=drawn_id(chance),
        kind=source.get("kind", Organization.Kind.COMPANY),
        name=source["name"],
        place=places.named(source["place"]),
        industry=source["industry"],
        n_employees=source.get("employees"),
        website=f"https://{source['key']}.example/",
        description=source["description"],
        is_demo=True,
    )
