"""The list of companies: narrowed by place and industry, a page at a time."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.core.paginator import Paginator
from wagtail.models import Page

from cms.companies import presentation, selectors
from cms.core.choosers import tidy

COMPANIES_PER_PAGE = 24


def directory_content(*, index: Page, asked: Mapping[str, str]) -> dict[str, object]:
    """Return what the list shows: cards, what one can choose, and what was chosen; unknown choices find nothing."""
    wanted = {name: tidy(asked.get(name)) for name in ("place", "industry")}
    found = selectors.companies_below(index=index, place_name=wanted["place"], industry=wanted["industry"])
    page = Paginator(found, COMPANIES_PER_PAGE).get_page(asked.get("page"))
    places, industries = selectors.choices_below(index=index)
    return {
        "companies": presentation.company_cards(pages=page.object_list),
        "page_obj": page,
        "places": places,
        "industries": industries,
        "wanted": wanted,
        "chosen": [
            {
                "text": value,
                "url": "?" + urlencode({other: text for other, text in wanted.items() if other != name and text}),
            }
            for name, value in wanted.items()
            if value
        ],
        "query": urlencode({name: value for name, value in wanted.items() if value}),
    }
