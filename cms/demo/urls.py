"""Addresses of the demonstration; cms/urls.py includes them in local settings only."""

from django.urls import path

from cms.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.people, name="people"),
    path("anmelden/<uuid:user_id>/", views.sign_in, name="sign_in"),
    path("mails/", views.mails, name="mails"),
]
