"""What the pages of a list share."""

from django import template
from django.core.paginator import Page

register = template.Library()


@register.simple_tag
def numbered_pages(page: Page) -> list[int | str]:
    """Return the numbers a list of pages links to: first, last and neighbors; the paginator's dots for all between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
