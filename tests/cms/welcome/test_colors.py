"""A municipality's color is only taken when white writing on it can be read, by day and at dusk."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cms.welcome import colors
from tests.factories import MunicipalityPageFactory

ANY_COLOR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_follows_the_published_examples():
    assert colors.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colors.contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert colors.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(ANY_COLOR)
def test_what_is_suggested_can_always_be_read(color):
    assert colors.contrast(colors.readable_beside(color), colors.WHITE) >= colors.LEAST_CONTRAST
    assert colors.contrast(colors.readable_beside(color, ground=colors.DUSK), colors.DUSK) >= colors.LEAST_CONTRAST


@given(ANY_COLOR)
def test_a_color_that_can_be_read_stays_as_it_is(color):
    if colors.is_readable(color):
        assert colors.readable_beside(color) == color


def test_a_pale_color_is_refused_with_the_nearest_that_works(home):
    with pytest.raises(ValidationError) as refused:
        MunicipalityPageFactory(parent=home, color="#7fbf3f")

    message = " ".join(refused.value.message_dict["color"])
    suggested = colors.readable_beside("#7fbf3f")
    assert suggested in message
    assert colors.is_readable(suggested)


def test_the_stylesheet_says_nothing_but_the_color(client, home):
    MunicipalityPageFactory(parent=home, color="#0B6B3A")
    color, digest = colors.stylesheet_name("#0B6B3A")

    response = client.get(f"/farben/{color}-{digest}.css")

    assert response["Content-Type"].startswith("text/css")
    assert "max-age=31536000" in response["Cache-Control"]
    assert response.content.decode().startswith(":root{--brand:#0b6b3a;")


def test_an_earlier_releases_address_is_answered_but_not_kept(client, db):
    response = client.get("/farben/0b6b3a-00000000.css")

    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("color", ["ffff00", "ffffff"])
def test_there_is_no_stylesheet_for_a_color_that_cannot_be_read(client, db, color):
    assert client.get(f"/farben/{color}-00000000.css").status_code == 404
