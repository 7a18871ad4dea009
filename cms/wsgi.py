"""The door for web servers."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

application = get_wsgi_application()


def _watch_tables() -> None:
    """Let nobody run into code that is newer than the tables."""
    from cms.core.tables import tables

    tables.watch()


def _warm_up() -> None:
    """Build in the background what recommendations need, so that no visitor waits for it."""
    from django.conf import settings

    from matching.services import warm_up

    if settings.ENGINE_WARM_UP:
        threading.Thread(target=warm_up, name="warm-up", daemon=True).start()


_watch_tables()
_warm_up()
