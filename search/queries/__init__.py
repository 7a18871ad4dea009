"""From words to results: understand, ask the engine, verify against the database, narrow down, count, mark."""

from search.queries.filters import DISTANCES_KM, FACETS, Filters
from search.queries.searching import FOLLOW_TASK, HITS_A_PAGE, engine_query, search

__all__ = ["DISTANCES_KM", "FACETS", "FOLLOW_TASK", "HITS_A_PAGE", "Filters", "engine_query", "search"]
