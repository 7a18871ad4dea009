"""What each process keeps of finished pages. Read by cms.core.page_cache (docs/decisions/0011)."""

from cms.settings.environment import env

# "pages": finished pages and parts; "parts": only what many pages share, as for measuring; "off": nothing.
PAGE_CACHE = env.str("PAGE_CACHE", default="pages")
PAGE_CACHE_MAX_BYTES = env.int("PAGE_CACHE_MAX_BYTES", default=64_000_000)  # in each process
