"""Addresses of the search's tools at the desk."""

from django.urls import path

from search.desk import views

app_name = "search_desk"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("why/", views.explain, name="why"),
    path("check/", views.check, name="check"),
    path("words/<int:asked_id>/write/", views.write, name="write"),
    path("words/<int:asked_id>/hide/", views.hide, name="hide"),
]
