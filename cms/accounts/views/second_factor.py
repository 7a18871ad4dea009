"""At the desk: taking the second factor away from a colleague who lost the phone."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.accounts import selectors, services
from cms.accounts.models import User
from cms.accounts.requests import SignedInRequest
from cms.accounts.views.invitations import may_invite


@require_http_methods(["GET", "HEAD", "POST"])
@may_invite
def remove(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Ask, then take it away; one's own is changed where one signs in, a superuser's by superusers only."""
    user = get_object_or_404(User, pk=user_id)
    if user == request.user or (user.is_superuser and not request.user.is_superuser):
        raise PermissionDenied("one's own second factor, and a superuser's, are not removed here")
    if request.method != "POST":
        context = {"person": user, "has_second_factor": selectors.has_second_factor(user=user)}
        return render(request, "accounts/remove_second_factor.html", context)
    if services.remove_second_factor(user=user):
        done = _("Removed. %(email)s connects a new app at the next sign-in.")
        messages.success(request, done % {"email": user.email})
    else:
        messages.warning(request, _("There was none to remove."))
    return redirect("wagtailusers_users:index")
