"""How much a request may carry; asked by the web worker before it waits for a body, and by the portal for its answer.

It starts without Django, since the web worker does.
"""

from cms.settings.security import DESK_REQUEST_MAX_BYTES, REQUEST_MAX_BYTES

DESK = "/admin/"  # written out: nothing is looked up here


def most_bytes(path: str) -> int:
    """Return how long a body may be: visitors send words, films come in at the desk."""
    return DESK_REQUEST_MAX_BYTES if path.startswith(DESK) else REQUEST_MAX_BYTES
