"""The search page: whole for browsers, its changing parts for htmx, JSON for those who accept nothing else."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from search import misses, queries
from search.documents import sources
from search.forms import SearchForm
from search.queries import FACETS
from search.results import Facet, Results
from search.views.addresses import Address
from search.views.limits import limited

PORTAL_LANGUAGE = "de"
MOST_A_MINUTE = 120
TYPING = "page-search"  # the field whose words are searched for while they are being typed


@require_safe
@limited(action="results", most=MOST_A_MINUTE)
@vary_on_headers("Accept", "HX-Request")
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found for the words in `q`; the address can be shared."""
    form = SearchForm(request.GET, kinds=tuple(kind.code for source in sources() for kind in source.kinds))
    form.full_clean()  # lenient: it has no errors
    page = request.GET.get("page", "1")
    filters = form.filters()
    found = queries.search(words=form.cleaned_data["q"], language=visitors_language(), filters=filters, page=page)
    address = Address(form.cleaned_data)
    if _is_asked_by_a_person(request) and page == "1" and filters == queries.Filters() and found.is_available:
        n_results = 0 if found.is_guessed else found.total
        misses.note_search(words=found.words, language=visitors_language(), n_results=n_results)
    response = _answer(request, found, address)
    if found.answered_by not in ("", settings.SEARCH_ENGINE):
        response.headers["X-Search-Engine"] = found.answered_by
    return response


def visitors_language() -> str:
    """Return the language that the address is in."""
    return (get_language() or PORTAL_LANGUAGE).split("-")[0]


def _answer(request: HttpRequest, found: Results, address: Address) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse(_as_json(found))
    context = {
        "results": found,
        "query": found.words,
        "address": str(address),
        "unfiltered_url": address.without(*FACETS, "within").link,
        "n_checked": sum(facet.n_checked for facet in found.facets),
        "chips": [{"text": chip.text, "url": address.adding("plain", chip.typed).link} for chip in found.chips],
        "exact_url": address.adding("exact", *(one.typed for one in found.corrections)).link,
        "meant": [(name, value) for name in ("exact", "plain") for value in address.values(name)],
    }
    if not _is_for_htmx(request):
        return render(request, "search/results.html", context)
    if _is_typing(request) and len(found.words) == 1:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)  # the first letter of something
    response = render(request, "search/_answer.html", context)
    # Going back leads to what was searched for before, not through it letter by letter.
    response.headers["HX-Replace-Url" if _is_typing(request) else "HX-Push-Url"] = f"{request.path}{address.link}"
    return response


def _is_asked_by_a_person(request: HttpRequest) -> bool:
    """Whether somebody has finished typing: neither a program, nor a browser that looks ahead, nor half a word."""
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return request.method == "GET" and not is_ahead and not _is_typing(request) and not _wants_json(request)


def _is_typing(request: HttpRequest) -> bool:
    return request.headers.get("HX-Trigger") == TYPING


def _is_for_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _as_json(found: Results) -> dict[str, Any]:
    page = found.page
    return {
        "query": found.words,
        "available": found.is_available,
        "engine": found.answered_by,
        "total": found.total,
        "more_exist": found.is_cut,
        "page": page.number if page else 1,
        "pages": page.paginator.num_pages if page else 1,
        "corrections": [{"typed": one.typed, "found": one.found} for one in found.corrections],
        "understood": [{"name": chip.name, "text": chip.text} for chip in found.chips],
        "facets": list(_facets_as_json(found.facets)),
        "results": [
            {
                "title": hit.title,
                "url": hit.url,
                "excerpt_html": hit.excerpt,
                "kind": hit.kind_code,
                "trail": hit.trail,
                "language": hit.language,
                "promoted": hit.is_promoted,
                "distance_km": hit.distance_km,
            }
            for hit in found.hits
        ],
    }


def _facets_as_json(facets: Iterable[Facet]) -> Iterable[dict[str, Any]]:
    for facet in facets:
        choices = [
            {"value": one.value, "label": str(one.label), "count": one.count, "chosen": one.checked}
            for one in facet.choices
        ]
        yield {"name": facet.name, "label": str(facet.label), "choices": choices}
