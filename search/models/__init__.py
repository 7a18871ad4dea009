"""What editors write for the search, and what is counted of what visitors look for."""

from search.models.asked import AskedWords
from search.models.invariant import SearchInvariant
from search.models.phrases import phrases_in
from search.models.promoted import PromotedResult
from search.models.synonym import Synonym

__all__ = ["AskedWords", "PromotedResult", "SearchInvariant", "Synonym", "phrases_in"]
