"""A small region of work: one alumna from Niesky, and jobs in four towns."""

from uuid import UUID

import pytest
from django.test import Client

from matching.engine import load_taxonomy
from matching.models import Occupation, Offer, OfferOccupation, Profile
from tests.factories import (
    ConsentFactory,
    OccupationFactory,
    OfferFactory,
    OrganizationFactory,
    PlaceFactory,
    ProfileFactory,
)


@pytest.fixture
def mechatronics(db: None) -> Occupation:
    """An occupation that the engine knows as well."""
    understood = load_taxonomy().find_occupations("Mechatroniker", limit=1)[0]
    return OccupationFactory(id=UUID(understood.id), label_de=understood.label)


@pytest.fixture
def offers(mechatronics: Occupation) -> dict[str, Offer]:
    """Jobs by the town they are in; the one in Leipzig is far away."""
    made = {}
    for town in ("Niesky", "Görlitz", "Zittau", "Leipzig"):
        company = OrganizationFactory(name=f"Werk {town}", place=PlaceFactory(name=town))
        made[town] = OfferFactory(organization=company, title=f"Mechatroniker/in in {town}")
        OfferOccupation.objects.create(offer=made[town], occupation=mechatronics, confidence=0.9)
    return made


@pytest.fixture
def newcomer_to_the_list(mechatronics: Occupation) -> Profile:
    """An alumna who has not agreed to recommendations."""
    profile = ProfileFactory(occupation_text="Mechatronikerin", radius_km=50)
    profile.occupations.add(mechatronics)
    return profile


@pytest.fixture
def alumna(newcomer_to_the_list: Profile) -> Profile:
    """An alumna who has agreed."""
    ConsentFactory(user=newcomer_to_the_list.user)
    return newcomer_to_the_list


@pytest.fixture
def visitor(client: Client, alumna: Profile) -> Client:
    """The alumna's browser, signed in."""
    client.force_login(alumna.user)
    return client
