"""As little Django as Wagtail's search needs."""

from environs import Env

env = Env()

SECRET_KEY = "only-for-benchmarks-on-this-machine"
INSTALLED_APPS = [
    "benchmarks.search.stock",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.contenttypes",
    "django.contrib.auth",
]
DATABASES = {"default": env.dj_db_url("STOCK_DATABASE_URL")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
STATIC_URL = "/static/"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "german"}}
