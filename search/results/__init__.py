"""What a search answers with: typed results, excerpts with marked words, corrections, facets, chips."""

from search.results.excerpts import MarksWord, excerpt_of, surface_of
from search.results.shapes import Chip, Choice, Correction, Facet, Results, SearchHit, Suggestion

__all__ = [
    "Chip",
    "Choice",
    "Correction",
    "Facet",
    "MarksWord",
    "Results",
    "SearchHit",
    "Suggestion",
    "excerpt_of",
    "surface_of",
]
