"""What stands above a page, read once: for the way back, for the parent, and for who may see it."""

from functools import cached_property

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction


class AncestryMixin:
    """Finds all pages above with one query, and their view restrictions with another; Wagtail asks for each alias."""

    @cached_property
    def ancestors(self: Page) -> list[Page]:
        """The pages above, the highest first."""
        paths = [self.path[:length] for length in range(self.steplen, len(self.path), self.steplen)]
        above = Page.objects.filter(path__in=paths).select_related("locale", "alias_of")
        return sorted(above.order_by(), key=lambda page: page.path)

    def get_view_restrictions(self: Page) -> QuerySet[PageViewRestriction]:
        """Return the restrictions that apply; an alias has those of its source."""
        pages = [*self.ancestors, self]
        sources = {page.alias_of if page.alias_of_id else page for page in pages}
        # An alias of an alias, which only a copy of a copied tree has.
        decisive = {source.alias_of_id or source.pk for source in sources}
        return PageViewRestriction.objects.filter(page_id__in=decisive)
