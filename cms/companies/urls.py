"""Addresses of the room `companies`, below /angebote/."""

from django.urls import path

from cms.companies import views

app_name = "companies"

urlpatterns = [
    path("", views.offer_list, name="offer_list"),
    path("<uuid:public_id>/", views.offer_detail, name="offer_detail"),
]
