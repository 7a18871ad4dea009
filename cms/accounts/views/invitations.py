"""Invitations at the editors' desk: who was invited, and inviting, sending again, withdrawing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.auth import user_passes_test

from cms.accounts import selectors, services
from cms.accounts.forms import InviteForm
from cms.accounts.models import Invitation
from cms.accounts.requests import SignedInRequest
from cms.accounts.services import InvitationError, WhyNot

may_invite = user_passes_test(lambda user: user.is_authenticated and selectors.may_invite(user=user))

_WORDS = {
    WhyNot.HAS_ROLE: gettext_lazy("Somebody with this address works here already: change the role below “Users”."),
    WhyNot.BLOCKED: gettext_lazy("The log-in with this address is blocked: make it active below “Users” first."),
    WhyNot.INVITED: gettext_lazy("This address was invited already: send the letter again from the list below."),
    WhyNot.TOO_SOON: gettext_lazy("A letter has just left. Wait ten minutes before the next one, and look into spam."),
    WhyNot.USED: gettext_lazy("This invitation was used or withdrawn meanwhile."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@may_invite
def overview(request: SignedInRequest) -> HttpResponse:
    """Show all invitations, and the form that writes another one."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            invitation = services.invite(invited_by=request.user, **form.cleaned_data)
        except InvitationError as error:
            form.add_error("email", _WORDS[error.why])
        else:
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": invitation.email})
            return redirect("invitations:overview")
    invitations = Invitation.objects.select_related("municipality", "invited_by")
    context = {"form": form, "invitations": invitations, "now": timezone.now()}
    return render(request, "accounts/invitations.html", context, status=400 if form.is_bound else 200)


@require_POST
@may_invite
def send_again(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """Send another letter; only its link holds then."""
    return _do(
        request,
        lambda: services.send_invitation_again(invitation_id=invitation_id, invited_by=request.user),
        done=_("The letter is on its way once more. Only its link holds now."),
    )


@require_POST
@may_invite
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    return _do(
        request,
        lambda: services.withdraw_invitation(invitation_id=invitation_id),
        done=_("Withdrawn. The link in the letter no longer opens anything."),
    )


def _do(request: HttpRequest, change: Callable[[], Invitation], *, done: str) -> HttpResponse:
    try:
        change()
    except InvitationError as error:
        messages.error(request, _WORDS[error.why])
    else:
        messages.success(request, done)
    return redirect("invitations:overview")
