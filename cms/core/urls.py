"""Addresses that all pages share."""

from django.urls import path

from cms.core.suggestions import suggest

app_name = "core"

urlpatterns = [path("vorschlaege/<str:kind>/", suggest, name="suggest")]
