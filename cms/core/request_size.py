"""How much a request may carry."""

from django.conf import settings

DESK = "/admin/"  # written out: nothing is looked up here


def most_bytes(path: str) -> int:
    """Return how long a body may be: visitors send words, films come in at the desk."""
    return int(settings.DESK_REQUEST_MAX_BYTES if path.startswith(DESK) else settings.REQUEST_MAX_BYTES)
