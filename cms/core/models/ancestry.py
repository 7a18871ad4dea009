"""What stands above a page, read once: for the way back, for the parent, and for who may see it."""

from functools import cached_property

from django.db.models import Q, QuerySet
from wagtail.models import Page, PageViewRestriction


class AncestryMixin:
    """Finds all pages above with one query, and their view restrictions with another; Wagtail asks for each alias."""

    @cached_property
    def ancestors(self: Page) -> list[Page]:
        """The pages above, the highest first."""
        above = Page.objects.filter(path__in=_paths_to(self)[:-1]).select_related("locale", "alias_of")
        return sorted(above.order_by(), key=lambda page: page.path)

    def get_view_restrictions(self: Page) -> QuerySet[PageViewRestriction]:
        """Return the restrictions that apply; an alias has those of its source too, and of what stands above that.

        Wagtail leaves out the latter: an alias would be open below a section whose translation is open.
        """
        sources = [page.alias_of for page in (*self.ancestors, self) if page.alias_of_id]
        paths = {path for page in (self, *sources) for path in _paths_to(page)}
        # An alias of an alias, which only a copy of a copied tree has.
        further = {source.alias_of_id for source in sources if source.alias_of_id}
        return PageViewRestriction.objects.filter(Q(page__path__in=paths) | Q(page_id__in=further))


def _paths_to(page: Page) -> list[str]:
    """Return the paths of all pages above a page, and its own."""
    return [page.path[:length] for length in range(page.steplen, len(page.path) + 1, page.steplen)]
