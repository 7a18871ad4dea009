""" "Mentors for you": three people with reasons, and what a youth says about themselves."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.accounts.requests import SignedInRequest
from cms.core.profile_fields import AnswerForm
from cms.mentoring.access import YouthRequest, lead_to_offers, youth_required
from cms.mentoring.cards import hidden_mentors, mentor_cards, nearest_cards
from cms.mentoring.forms import ConsentForm, ProfileForm
from cms.mentoring.selectors import declined_mentors
from matching import selectors, services
from matching.models import Consent, Profile, Reaction


@require_GET
@youth_required
def recommended_mentors(request: YouthRequest) -> HttpResponse:
    """Show three mentors with reasons; below 16 nobody before a guardian agreed."""
    profile = request.profile
    try:
        ranked = services.recommend_mentors(profile_id=profile.pk)
    except services.ConsentMissingError as missing:
        if missing.needs_guardian:
            return render(request, "mentoring/guardian_missing.html", {"profile": profile})
        return render(request, "mentoring/consent.html", {"form": ConsentForm()})
    except services.ProfileIncompleteError:
        messages.info(request, pgettext("youth", "Tell us what you like to do, then we can propose somebody."))
        return redirect("mentoring:edit_profile")
    today = timezone.localdate()
    answers = selectors.reactions_of(profile_id=profile.pk) if ranked.is_fallback else {}
    context = {
        "cards": mentor_cards(ranked.items) or nearest_cards(ranked.nearest, answers=answers),
        "is_fallback": ranked.is_fallback,
        "hidden": hidden_mentors(declined_mentors(profile_id=profile.pk, today=today)),
        "guardian_agreed": selectors.needs_guardian(birth_date=profile.birth_date, today=today),
    }
    return render(request, "mentoring/recommended_mentors.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_profile(request: SignedInRequest) -> HttpResponse:
    """Let a youth say who they are and what they like."""
    profile = selectors.profile_of(user_id=request.user.pk)
    if profile and profile.kind != Profile.Kind.YOUTH:
        return lead_to_offers(request)
    form = ProfileForm(request.POST or None, profile=profile)
    if form.is_valid():
        try:
            services.save_profile(user_id=request.user.pk, kind=Profile.Kind.YOUTH, **form.answers())
        except services.BirthDateSettledError:
            # Otherwise one click would do what a guardian's word is for.
            sentence = pgettext("youth", "You cannot make yourself older here. Was it a typo? Then please tell us.")
            form.add_error("birth_date", sentence)
        else:
            messages.success(request, pgettext("youth", "Saved."))
            return redirect("mentoring:recommended_mentors")
    status = 400 if form.is_bound else 200
    return render(request, "mentoring/edit_profile.html", {"form": form, "is_new": profile is None}, status=status)


@require_POST
@youth_required
def react(request: YouthRequest, mentor_id: UUID) -> HttpResponse:
    """Keep an answer to a mentor: get to know, rather not, or taken back."""
    # The buttons of a card carry their answer in the address they post to.
    form = AnswerForm(request.GET)
    if not form.is_valid():
        raise Http404("no such answer")
    kind = form.kind()
    try:
        services.react(profile_id=request.profile.pk, kind=kind, mentor_public_id=mentor_id)
    except services.NotFoundError as error:
        raise Http404("no such mentor") from error
    messages.success(request, _ANSWERED[kind]())
    return redirect("mentoring:recommended_mentors")


@require_POST
@youth_required
def consent(request: YouthRequest) -> HttpResponse:
    """Record that a youth wants mentors picked; below 16 only a guardian can."""
    if selectors.needs_guardian(birth_date=request.profile.birth_date, today=timezone.localdate()):
        return redirect("mentoring:recommended_mentors")
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return render(request, "mentoring/consent.html", {"form": form}, status=400)
    services.record_consent(user_id=request.user.pk, purpose=Consent.For.MENTORING)
    messages.success(request, pgettext("youth", "Thank you. You can take this back at any time under “My account”."))
    return redirect("mentoring:recommended_mentors")


_ANSWERED: Mapping[Reaction.Kind | None, Callable[[], str]] = {
    Reaction.Kind.SAVED: lambda: pgettext("youth", "Noted. Somebody from the coordination will answer you."),
    Reaction.Kind.DECLINED: lambda: pgettext("youth", "All right, we no longer show you this person."),
    None: lambda: pgettext("youth", "Taken back."),
}
