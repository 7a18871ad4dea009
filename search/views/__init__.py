"""The doors of the search: the page with results, suggestions while typing, and a note of what was chosen."""

from search.views.choices import chosen
from search.views.results import results
from search.views.suggestions import suggest

__all__ = ["chosen", "results", "suggest"]
