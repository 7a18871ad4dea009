""" "What suits me": an alumna's ranked offers, what she told about herself, and what she answered."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.accounts.requests import SignedInRequest
from cms.alumni import selectors as answers
from cms.alumni.access import ProfileRequest, lead_to_mentors, profile_required
from cms.alumni.cards import answer_rows, fit_cards, list_and_rest, newest_rows, opened_rows
from cms.alumni.chips import profile_chips
from cms.alumni.forms import ConsentForm, ProfileForm, RecommendationForm
from cms.alumni.ranking_words import weight_lines
from cms.core.profile_fields import AnswerForm
from matching import selectors, services
from matching.models import Consent, Profile, Program, Reaction


@require_GET
@profile_required
def recommended_offers(request: ProfileRequest) -> HttpResponse:
    """Show the offers that suit the signed-in person best; another radius can be tried without saving it."""
    form = RecommendationForm(request.GET)
    try:
        ranked = services.recommend_offers(profile_id=request.profile.pk, **form.chosen())
    except services.ConsentMissingError:
        return render(request, "alumni/consent.html", {"form": ConsentForm()})
    except services.ProfileIncompleteError:
        messages.info(request, _("Please tell us a little more, then we can recommend offers."))
        return redirect("alumni:edit_profile")
    cards = fit_cards(ranked.items, tried=form.chosen())
    good_cards, weaker_cards = list_and_rest(cards)
    context = {
        "form": form,
        "ranked": ranked,
        "good_cards": good_cards,
        "weaker_cards": weaker_cards,
        "n_cards": len(cards),
        "opened": opened_rows(ranked.opened),
        "newest": newest_rows(ranked.newest),
        "chips": profile_chips(ranked.profile),
        "is_list_public": selectors.is_offer_list_public(),
    }
    return render(request, "alumni/recommended_offers.html", context, status=200 if form.is_valid() else 400)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_profile(request: SignedInRequest) -> HttpResponse:
    """Let a person say what they can do, where from, and how much."""
    profile = selectors.profile_of(user_id=request.user.pk)
    if profile and profile.kind == Profile.Kind.YOUTH:
        return lead_to_mentors(request)
    form = ProfileForm(request.POST or None, profile=profile)
    if form.is_valid():
        kind = profile.kind if profile else Profile.Kind.ALUMNA
        services.save_profile(user_id=request.user.pk, kind=kind, **form.answers())
        messages.success(request, _("Saved. This is your new list."))
        return redirect("alumni:recommended_offers")
    status = 400 if form.is_bound else 200
    return render(request, "alumni/edit_profile.html", {"form": form, "is_new": profile is None}, status=status)


@require_GET
@profile_required
def answered_offers(request: ProfileRequest) -> HttpResponse:
    """Show what the person saved and what they hid, so that both can be taken back."""
    found = answers.answered_offers(profile_id=request.profile.pk)
    context = {"saved": answer_rows(found.saved), "declined": answer_rows(found.declined)}
    return render(request, "alumni/answered_offers.html", context)


@require_POST
@profile_required
def react(request: ProfileRequest, offer_id: UUID) -> HttpResponse:
    """Keep an answer to an offer: saved, not for me, or taken back."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404("no such answer")
    kind = form.kind()
    try:
        services.react(profile_id=request.profile.pk, kind=kind, offer_public_id=offer_id)
    except services.NotFoundError as error:
        raise Http404("no open offer") from error
    messages.success(request, _ANSWERED[kind]())
    tried = urlencode(RecommendationForm(request.GET).chosen())
    return redirect(f"{reverse('alumni:recommended_offers')}{'?' if tried else ''}{tried}")


@require_POST
@profile_required
def consent(request: ProfileRequest) -> HttpResponse:
    """Record that the person wants offers picked for them."""
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return render(request, "alumni/consent.html", {"form": form}, status=400)
    services.record_consent(user_id=request.user.pk, purpose=Consent.For.RECOMMENDATIONS)
    messages.success(request, _("Thank you. You can withdraw this at any time under “My account”."))
    return redirect("alumni:recommended_offers")


@require_GET
def how_ranking_works(request: HttpRequest) -> HttpResponse:
    """Tell everybody in plain words how the order of offers comes about, with the weights in force."""
    weights = selectors.weights_of(program=Program.ALUMNI_OFFERS)
    context = {
        "weights": weights,
        "lines": weight_lines(weights.parts),
        "neutral_percent": round(100 * weights.neutral),
        "good_match_points": round(100 * weights.good_match),
    }
    return render(request, "alumni/how_ranking_works.html", context)


_ANSWERED: Mapping[Reaction.Kind | None, Callable[[], str]] = {
    Reaction.Kind.SAVED: lambda: _("Saved. You find the offer under “My answers”."),
    Reaction.Kind.DECLINED: lambda: _("We no longer show you this offer. You can take that back under “My answers”."),
    None: lambda: _("Taken back."),
}
