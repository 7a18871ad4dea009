"""Database and cache: SQLite on one machine, PostgreSQL and Redis by one variable each."""

from cms.settings.environment import VAR_DIR, env

DATABASES = {"default": env.dj_db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'heimathafen.sqlite3'}")}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Without these, parallel writers get "database is locked" (measured: 443 of 480).
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
else:
    # Set, not defaulted: reading the address has put an age of 0 there already.
    DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds; saves a third of a page's time
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a statement takes a second where the answer takes a millisecond (measured: 1,300 ms instead of 7), as
    # soon as PostgreSQL has not counted a table yet and thinks it large.
    # And whoever waits for somebody else's lock gives up before visitors do; so does a change of a table.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off -c lock_timeout=15s")

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "cms.core.caches.PortalRedisCache",
            "LOCATION": REDIS_URL,
            # A page should rather do without the cache than wait for it.
            "OPTIONS": {"socket_timeout": 0.25, "socket_connect_timeout": 0.25},
        }
    }
else:
    # Shared by all processes, so that limits hold with several workers.
    CACHES = {"default": {"BACKEND": "cms.core.caches.PortalDatabaseCache", "LOCATION": "cache_entries"}}
# Sizes of pictures are read with the pictures; a cache beside that would only be asked in vain.
CACHES["renditions"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
