"""Settings for portals that tests start as processes of their own: like local, with static files as they lie."""

from cms.settings.local import *  # noqa: F403

# Nobody collects static files for a test; their addresses are enough.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS += ["portal.example"]  # noqa: F405 - as in deploy/nginx
