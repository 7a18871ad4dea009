"""A long list links to its first, last and neighboring pages, however long it is."""

import re

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

RESULTS = range(495)


def shown(page, results=RESULTS):
    """Return what a reader sees of the numbers: links, the current one in brackets, dots."""
    text = render_to_string("components/pagination.html", {"page_obj": Paginator(results, 10).get_page(page)})
    text = re.sub(r'<span aria-current="page">(\d+)</span>', r"[\1]", text)
    text = re.sub(r'<span class="kern-sr-only">.*?</span>', "", text)
    return re.findall(r">\s*(\[?(?:\d+|…)\]?)\s*<", text.replace("[", "><i>[").replace("]", "]</i><"))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (1, "[1] 2 … 50"),
        (2, "1 [2] 3 … 50"),
        (4, "1 2 3 [4] 5 … 50"),
        (25, "1 … 24 [25] 26 … 50"),
        (50, "1 … 49 [50]"),
    ],
)
def test_the_first_the_last_and_the_neighbors_are_numbered(page, expected):
    assert " ".join(shown(page)) == expected


def test_a_single_page_needs_no_numbers():
    assert shown("nonsense", []) == []


def test_a_list_of_a_million_pages_costs_no_more_links_than_one_of_fifty():
    assert len(shown(500_000, range(10_000_000))) == len(shown(25))
