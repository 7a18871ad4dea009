"""Addresses that all pages share."""

from django.urls import path

from cms.core.seo.views import feed
from cms.core.suggestions import suggest

app_name = "core"

urlpatterns = [
    path("vorschlaege/<str:kind>/", suggest, name="suggest"),
    path("feeds/<slug:name>.xml", feed, name="feed"),
]
