"""Settings for portals that tests start, whose web servers tell which pages they make."""

from tests.support.process_settings import *  # noqa: F403

MIDDLEWARE = [*MIDDLEWARE, "tests.support.counting.TellingMiddleware"]  # noqa: F405
