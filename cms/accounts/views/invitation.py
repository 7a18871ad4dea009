"""Using an invitation: the link from the letter, a password, then the second factor."""

from http import HTTPStatus

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from cms.accounts import services
from cms.accounts.forms import AcceptInvitationForm
from cms.accounts.models import Invitation

SESSION_KEY = "invitation"


@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the link out of the address, where logs and other pages could read it; looking does not use it up."""
    try:
        services.read_invitation(token=token)
    except services.InvitationError as error:
        return _over(request, error)
    request.session[SESSION_KEY] = token
    return redirect("account_accept_invitation")


@never_cache
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, open the log-in, and lead on to the second factor."""
    token = request.session.get(SESSION_KEY, "")
    try:
        invitation = services.read_invitation(token=token)
        form = AcceptInvitationForm(request.POST or None, email=invitation.email)
        if request.method != "POST" or not form.is_valid():
            return _ask(request, form, invitation)
        user = services.accept_invitation(token=token, **form.answers())
    except services.InvitationError as error:
        request.session.pop(SESSION_KEY, None)
        return _over(request, error)
    if request.user.is_authenticated:
        logout(request)  # whoever used this browser before
    request.session.pop(SESSION_KEY, None)
    return services.sign_in_with_new_password(request=request, user=user, next_url=reverse("wagtailadmin_home"))


def _ask(request: HttpRequest, form: AcceptInvitationForm, invitation: Invitation) -> HttpResponse:
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "accounts/accept_invitation.html", {"form": form, "invitation": invitation}, status=status)


def _over(request: HttpRequest, error: services.InvitationError) -> HttpResponse:
    return render(request, "accounts/invitation_over.html", {"why": error.why.value}, status=HTTPStatus.GONE)
