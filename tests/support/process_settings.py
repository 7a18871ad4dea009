"""Settings for portals that tests start as processes of their own: like local, with static files as they lie."""

from cms.settings.environment import env
from cms.settings.local import *  # noqa: F403

# Nobody collects static files for a test; their addresses are enough.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A web server behind nginx is asked by the name in deploy/nginx; nobody else is, and our own checks insist on that.
ALLOWED_HOSTS += env.list("ALSO_ASKED_AS", default=[])  # noqa: F405
