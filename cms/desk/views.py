"""All that is to do of one kind."""

from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.accounts.models import User
from cms.desk.municipalities import Municipalities
from cms.desk.to_do import BY_NAME, entries_for

SHOWN = 50


@require_safe
def all_of_a_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """List everything of one kind, of one municipality when one is chosen."""
    if kind not in BY_NAME:
        raise Http404("no such work")
    municipalities = Municipalities()
    (entries,) = entries_for(cast(User, request.user), kinds=[BY_NAME[kind]]).values()
    chosen = request.GET.get("place", "")
    counts = municipalities.counts(entries)
    if chosen:
        entries = [entry for entry in entries if municipalities.of(entry) == chosen]
    context = {
        "kind": BY_NAME[kind],
        "page_obj": Paginator(entries, SHOWN).get_page(request.GET.get("p")),
        "counts": counts if len(counts) > 1 or chosen else [],
        "chosen": chosen,
    }
    return render(request, "desk/all_of_a_kind.html", context)
