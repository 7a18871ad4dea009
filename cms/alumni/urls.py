"""Addresses of the room for those who left."""

from django.urls import path

from cms.alumni import views

app_name = "alumni"

urlpatterns = [
    path("passt-zu-mir/", views.recommended_offers, name="recommended_offers"),
    path("passt-zu-mir/angaben/", views.edit_profile, name="edit_profile"),
    path("passt-zu-mir/gemerkt/", views.answered_offers, name="answered_offers"),
    path("passt-zu-mir/antwort/<uuid:offer_id>/", views.react, name="react"),
    path("passt-zu-mir/einwilligung/", views.consent, name="consent"),
    path("passt-zu-mir/so-entsteht-die-reihenfolge/", views.how_ranking_works, name="how_ranking_works"),
]
