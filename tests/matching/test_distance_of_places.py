"""One distance between two places serves lists, search and the engine's stand-in."""

import pytest

from matching.engine.tables.distance import great_circle_km
from matching.selectors import distance_km

NIESKY, LEIPZIG = (51.29, 14.82), (51.34, 12.37)


def test_the_distance_is_that_of_a_globe():
    assert distance_km(NIESKY, LEIPZIG) == pytest.approx(170.4, abs=0.5)
    assert distance_km(NIESKY, NIESKY) == 0


def test_it_agrees_with_the_engines_own():
    assert distance_km(NIESKY, LEIPZIG) == pytest.approx(float(great_circle_km(*NIESKY, *LEIPZIG)))
