"""Pages of results, of which only those are numbered that a page links to."""

from typing import Any

from django.core.paginator import Page, Paginator

PAGES_AROUND = 2  # on each side: the next page has a link, the one after it stands for all that are left out


class NearbyPages(Paginator[Any]):
    """A paginator that numbers the first, the last and the nearby pages: templates look at each number they get."""

    _shown = 1

    def get_page(self, number: float | str | None) -> Page[Any]:
        page = super().get_page(number)
        self._shown = page.number
        return page

    @property
    def page_range(self) -> list[int]:  # type: ignore[override]  # anything that can be gone through
        nearby = range(self._shown - PAGES_AROUND, self._shown + PAGES_AROUND + 1)
        return sorted({1, self.num_pages, *nearby} & set(super().page_range))
