"""Addresses of the youths' room."""

from django.urls import path

from cms.mentoring import views

app_name = "mentoring"

urlpatterns = [
    path("mentoren/", views.recommended_mentors, name="recommended_mentors"),
    path("mentoren/angaben/", views.edit_profile, name="edit_profile"),
    path("mentoren/antwort/<uuid:mentor_id>/", views.react, name="react"),
    path("mentoren/einwilligung/", views.consent, name="consent"),
]
