"""Addresses of the room `community`, below /termine/; the events themselves are pages."""

from django.urls import path

from cms.community import views

app_name = "community"

urlpatterns = [
    path("kalender.ics", views.calendar, name="calendar"),
    path("<uuid:event_key>.ics", views.event_calendar, name="event_calendar"),
]
