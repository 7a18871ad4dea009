"""Points add up, whatever the scores are."""

from hypothesis import given
from hypothesis import strategies as st

from matching.services.shown import share_points

parts = st.lists(st.floats(min_value=0, max_value=1, allow_nan=False), min_size=1, max_size=8)


@given(parts)
def test_the_points_of_the_parts_are_the_rounded_score(shares):
    scaled = [share / len(shares) for share in shares]

    points = share_points(scaled)

    assert sum(points) == round(sum(100 * share for share in scaled))


@given(parts)
def test_no_part_is_more_than_a_point_away_from_its_share(shares):
    scaled = [share / len(shares) for share in shares]

    points = share_points(scaled)

    assert all(abs(point - 100 * share) < 1.001 for point, share in zip(points, scaled, strict=True))
