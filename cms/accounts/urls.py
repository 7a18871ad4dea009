"""Addresses of a person's own page."""

from django.urls import path

from cms.accounts.views import overview

app_name = "accounts"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("einwilligung/<slug:purpose>/widerrufen/", overview.withdraw_consent, name="withdraw_consent"),
    path("ueberall-abmelden/", overview.end_sessions, name="end_sessions"),
    path("loeschen/", overview.close, name="close"),
]
