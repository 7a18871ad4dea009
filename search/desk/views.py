"""The search's own screens at the desk: what is to do, and why a result is there."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from search import invariants, misses, promotions
from search.desk import condition, writing
from search.desk.forms import QuestionForm
from search.desk.rights import for_changing_editors, for_editors
from search.desk.why import why
from search.models import AskedWords, SearchInvariant

MOST_SHOWN = 50


@require_safe
@for_editors
def overview(request: HttpRequest) -> HttpResponse:
    """Show what editors can do for the search: words in vain, results that nobody opens, broken promises."""
    context = {
        "page_title": _("Search: to do"),
        "warnings": condition.warnings(),
        "unanswered": misses.unanswered()[:MOST_SHOWN],
        "hardly_chosen": misses.hardly_chosen()[:MOST_SHOWN],
        "broken": invariants.broken(),
        "n_promises": SearchInvariant.objects.count(),
        "overdue": promotions.overdue(),
    }
    return render(request, "search/desk/overview.html", context)


@require_safe
@for_editors
def explain(request: HttpRequest) -> HttpResponse:
    """Show results as visitors see them, each with the points that put it there."""
    form = QuestionForm(request.GET or None, initial={"language": settings.LANGUAGE_CODE})
    asked = form.cleaned_data if form.is_valid() else {}
    context = {
        "page_title": _("Why is this here?"),
        "warnings": condition.warnings(),
        "form": form,
        "answer": why(words=asked["q"], language=asked["language"]) if asked.get("q") else None,
    }
    return render(request, "search/desk/why.html", context)


@require_safe
@for_editors
def write(request: HttpRequest, asked_id: int) -> HttpResponse:
    """Ask where a page about these words should stand, then open its form."""
    asked = get_object_or_404(AskedWords.objects.exclude(text=""), pk=asked_id)
    places = writing.places(user=request.user, language=asked.language)
    chosen = request.GET.get("place", "")
    if any(chosen == str(place.page_id) for place in places):
        return redirect(writing.address_of_form(place=int(chosen), title=capfirst(asked.text)))
    context = {"page_title": _("Write a page"), "asked": asked, "places": places}
    return render(request, "search/desk/write.html", context)


@require_POST
@for_changing_editors
def hide(request: HttpRequest, asked_id: int) -> HttpResponse:
    """Take words from the lists for good."""
    asked = get_object_or_404(AskedWords.objects.exclude(text=""), pk=asked_id)
    asked.is_hidden = True
    asked.save(update_fields=["is_hidden"])
    messages.success(request, _("“%(words)s” is hidden.") % {"words": asked.text})
    return redirect("search_desk:overview")


@require_POST
@for_changing_editors
def check(request: HttpRequest) -> HttpResponse:
    """Check all promises now."""
    found = invariants.check()
    if found:
        messages.warning(request, _("Checked. Broken: %(n)s.") % {"n": len(found)})
    else:
        messages.success(request, _("Checked. All promises are kept."))
    return redirect("search_desk:overview")
