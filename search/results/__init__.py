"""What a search answers with: typed results, excerpts with marked words, corrections, counts by kind."""

from search.results.excerpts import MarksWord, excerpt_of, surface_of
from search.results.shapes import Correction, KindCount, Results, SearchHit, Suggestion

__all__ = [
    "Correction",
    "KindCount",
    "MarksWord",
    "Results",
    "SearchHit",
    "Suggestion",
    "excerpt_of",
    "surface_of",
]
