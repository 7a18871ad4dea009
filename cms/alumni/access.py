"""Who may enter: signed-in people with a profile that looks for offers; others are told where to go."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cms.accounts.requests import SignedInRequest
from matching import selectors
from matching.models import Profile


class ProfileRequest(SignedInRequest):
    """A request of somebody who looks for offers."""

    profile: Profile


def profile_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view rely on `request.profile`."""

    @login_required
    @wraps(view)
    def entered(request: ProfileRequest, **arguments: Any) -> HttpResponse:
        profile = selectors.profile_of(user_id=request.user.pk)
        if profile is None:
            messages.info(request, _("Tell us a little about yourself, then we can recommend offers."))
            return redirect("alumni:edit_profile")
        if profile.kind == Profile.Kind.YOUTH:
            return lead_to_mentors(request)
        request.profile = profile
        return view(request, **arguments)

    return entered


def lead_to_mentors(request: HttpRequest) -> HttpResponse:
    """Send a youth to the room that is made for them."""
    messages.info(request, _("“What suits me” is for adults who look for work. Your mentors are here."))
    return redirect("mentoring:recommended_mentors")
