"""Pages of results are numbered as far as there is a link, and the links stay what they are."""

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from search.queries.paging import NearbyPages

RESULTS = range(495)


@pytest.mark.parametrize(
    ("page", "expected"),
    [(1, [1, 2, 3, 50]), (2, [1, 2, 3, 4, 50]), (25, [1, 23, 24, 25, 26, 27, 50]), ("50", [1, 48, 49, 50])],
)
def test_the_first_the_last_and_the_nearby_pages_are_numbered(page, expected):
    assert NearbyPages(RESULTS, 10).get_page(page).paginator.page_range == expected


def test_a_single_page_is_the_only_one():
    assert NearbyPages([], 10).get_page("nonsense").paginator.page_range == [1]


@pytest.mark.parametrize("page", [1, 2, 4, 5, 25, 47, 50])
def test_the_links_are_those_of_all_pages(page):
    links = [
        render_to_string("components/pagination.html", {"page_obj": kind(RESULTS, 10).get_page(page), "query": "q=bus"})
        for kind in (NearbyPages, Paginator)
    ]

    assert links[0] == links[1]
    assert 'aria-current="page"' in links[0]
