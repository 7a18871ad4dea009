"""The door for web servers."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

application = get_wsgi_application()


def _warm_up() -> None:
    """Build in the background what recommendations need, so that no visitor waits for it."""
    from django.conf import settings

    from matching.services import warm_up

    if settings.ENGINE_WARM_UP:
        threading.Thread(target=warm_up, name="warm-up", daemon=True).start()


_warm_up()
