"""Logos and scenes of the invented companies: drawn, small, the same in every build."""

from contextlib import ExitStack
from io import BytesIO
from types import SimpleNamespace

import pytest
from PIL import Image

from cms.demo.content import read_records
from cms.demo.services.company_pictures import build_company_pictures
from cms.demo.services.logos import UNWANTED, company_logo, initials
from cms.demo.services.scenes import MOTIF_OF, MOTIFS, motif_of, scene, words_for
from tests.factories import UserFactory

SMALL = 80_000  # bytes


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Neißetal Maschinenbau GmbH", "NM"),
        ("Hotel Zum Sonnenhang", "HS"),
        ("SV Grün-Gold Oberland e. V.", "SV"),
        ("Seniorenhof Abendsonne gGmbH", "S"),  # two letters that nobody puts on a sign
        ("Ölmühle", "Ö"),
        ("", ""),
    ],
)
def test_initials_leave_out_legal_forms_and_unwanted_pairs(name, letters):
    assert initials(name) == letters


def test_a_logo_is_small_and_the_same_in_every_build():
    first, second = company_logo("Kranichwerk", "kranich"), company_logo("Kranichwerk", "kranich")

    assert first == second
    assert len(first) < SMALL
    assert Image.open(BytesIO(first)).size == (480, 480)
    assert company_logo("Kranichwerk", "other") != first


@pytest.mark.parametrize("motif", MOTIFS)
def test_every_scene_can_be_drawn_and_has_words(motif):
    field = next(field for field, name in MOTIF_OF.items() if name == motif)

    drawn = scene([field])

    assert len(drawn) < SMALL
    assert Image.open(BytesIO(drawn)).size == (1200, 675)
    assert drawn != scene([field], mirrored=True)
    assert words_for([field])


def test_every_company_of_the_demonstration_has_a_scene_of_its_own_field():
    companies = read_records("organizations")

    assert not [company["key"] for company in companies if not set(company["fits"]) & set(MOTIF_OF)]
    assert {motif_of(company["fits"]) for company in companies} == set(MOTIFS)
    assert not [company["name"] for company in companies if initials(company["name"]) in UNWANTED]


@pytest.mark.django_db
def test_companies_of_one_field_share_a_picture_and_keep_their_own_logo():
    organizations = {
        key: SimpleNamespace(record=SimpleNamespace(name=key.title()), source={"fits": ["bakery"]})
        for key in ("eins", "zwei", "drei")
    }

    with ExitStack() as undo:
        pictures = build_company_pictures(owner=UserFactory(), organizations=organizations, undo=undo)
        kept = [picture for pair in pictures.values() for picture in pair]
        stored = [picture.file.storage.exists(picture.file.name) for picture in kept]

    assert all(stored)
    assert pictures["eins"][1] == pictures["drei"][1] != pictures["zwei"][1]
    assert len({logo.pk for logo, _scene in pictures.values()}) == 3
    assert all(picture.alternative_text and picture.license for picture in kept)
    # The build failed: nothing stays.
    assert not any(picture.file.storage.exists(picture.file.name) for picture in kept)
