"""A person's own page: what we know, what they allowed, and the ways out."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.accounts import selectors, services
from cms.accounts.requests import SignedInRequest
from cms.audit.models import Action
from cms.audit.services import record_event
from cms.core.work_words import certificate_names, day_names
from matching import services as matching_services
from matching.models import Consent, Profile


@never_cache
@require_GET
@login_required
def overview(request: SignedInRequest) -> HttpResponse:
    """Show a person what the portal knows of them, and what they can do about it."""
    profile = selectors.profile_of(user=request.user)
    context = {
        "profile": profile,
        "interests": selectors.interest_labels(profile=profile) if profile else [],
        "languages_spoken": selectors.language_names(profile=profile) if profile else [],
        "weekdays": day_names(profile.weekdays) if profile else [],
        "certificates": certificate_names(profile.certificates) if profile else [],
        "consents": selectors.consents_shown(user=request.user),
        "has_role": selectors.needs_second_factor(user=request.user),
    }
    return render(request, "accounts/overview.html", context)


@require_POST
@login_required
def withdraw_consent(request: SignedInRequest, purpose: str) -> HttpResponse:
    """Withdraw one consent, as easily as it was given."""
    if purpose not in Consent.For.values:
        raise Http404
    if matching_services.withdraw_consent(user_id=request.user.pk, purpose=Consent.For(purpose)):
        record_event(Action.CONSENT_WITHDRAWN, actor=request.user, object_kind=f"consent.{purpose}")
    messages.success(request, _("Withdrawn. We no longer use your data for this."))
    return redirect("accounts:overview")


@require_POST
@login_required
def end_sessions(request: SignedInRequest) -> HttpResponse:
    """Sign out on all devices, this one included."""
    services.end_all_sessions(user=request.user)
    logout(request)
    messages.success(request, _("You are signed out on all devices."))
    return redirect("account_login")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request: SignedInRequest) -> HttpResponse:
    """Ask once, then delete the person and everything that belongs to them."""
    if selectors.needs_second_factor(user=request.user):
        raise Http404
    if request.method != "POST":
        profile = selectors.profile_of(user=request.user)
        is_youth = profile is not None and profile.kind == Profile.Kind.YOUTH
        return render(request, "accounts/close.html", {"is_youth": is_youth})
    services.close_account(user=request.user)
    logout(request)
    messages.success(request, _("Your account and your data are deleted. All the best!"))
    return redirect("/")
