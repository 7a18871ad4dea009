"""Search: which engine answers, where its files or its server are, how long we wait. Read by search.engines."""

from cms.settings.environment import VAR_DIR, env

ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")  # empty: the embedded engine answers
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_CA_CERTS = env.str("ELASTICSEARCH_CA_CERTS", default="")
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="heimathafen")
ELASTICSEARCH_TIMEOUT_SECONDS = env.float("ELASTICSEARCH_TIMEOUT_SECONDS", default=1.0)
ELASTICSEARCH_INDEXING_TIMEOUT_SECONDS = env.float("ELASTICSEARCH_INDEXING_TIMEOUT_SECONDS", default=30.0)

SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="") or ("elasticsearch" if ELASTICSEARCH_URL else "embedded")
SEARCH_INDEX_DIR = env.path("SEARCH_INDEX_DIR", default=VAR_DIR / "search")
# What editors write when visitors look for something in vain.
SEARCH_NEW_PAGE = "welcome.ArticlePage"
