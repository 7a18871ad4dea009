"""Search: which engine answers and where its files lie. Read by search.engines."""

from cms.settings.environment import VAR_DIR, env

SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="embedded")
SEARCH_INDEX_DIR = env.path("SEARCH_INDEX_DIR", default=VAR_DIR / "search")
