"""A request of somebody who has signed in, for views behind `login_required`."""

from django.http import HttpRequest

from cms.accounts.models import User


class SignedInRequest(HttpRequest):
    """Says what `login_required` has made sure of: the user is a log-in, not a visitor."""

    user: User
