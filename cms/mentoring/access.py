"""Who may enter: signed-in youths who said who they are; others are told where to go."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import pgettext

from cms.accounts.requests import SignedInRequest
from matching import selectors
from matching.models import Profile


class YouthRequest(SignedInRequest):
    """A request of a youth who looks for a mentor."""

    profile: Profile


def youth_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view rely on `request.profile` being a youth's, with a date of birth."""

    @login_required
    @wraps(view)
    def entered(request: YouthRequest, **arguments: Any) -> HttpResponse:
        profile = selectors.profile_of(user_id=request.user.pk)
        if profile and profile.kind != Profile.Kind.YOUTH:
            return lead_to_offers(request)
        if profile is None or profile.birth_date is None:
            messages.info(request, pgettext("youth", "First tell us a little about yourself."))
            return redirect("mentoring:edit_profile")
        request.profile = profile
        return view(request, **arguments)

    return entered


def lead_to_offers(request: HttpRequest) -> HttpResponse:
    """Send a grown-up to the room that is made for them."""
    text = pgettext("adult", "Mentors are there for young people from 12 to 27. Your offers are here.")
    messages.info(request, text)
    return redirect("alumni:recommended_offers")
