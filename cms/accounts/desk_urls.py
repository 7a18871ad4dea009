"""Addresses of the invitations at the editors' desk."""

from django.urls import path

from cms.accounts.views import invitations

app_name = "invitations"

urlpatterns = [
    path("", invitations.overview, name="overview"),
    path("<int:invitation_id>/send/", invitations.send_again, name="send_again"),
    path("<int:invitation_id>/withdraw/", invitations.withdraw, name="withdraw"),
]
