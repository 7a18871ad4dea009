"""Addresses of the welcoming pages that are no pages."""

from django.urls import re_path

from cms.welcome.views import brand_stylesheet

app_name = "welcome"

urlpatterns = [
    re_path(r"^(?P<color>[0-9a-f]{6})-(?P<digest>[0-9a-f]{8})\.css$", brand_stylesheet, name="brand_stylesheet"),
]
