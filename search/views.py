"""The search page and its suggestions; HTML for people, JSON for those who accept nothing else."""

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from search import queries, suggestions
from search.documents import sources
from search.forms import SearchForm, WordsField
from search.results import Results

PORTAL_LANGUAGE = "de"


@require_safe
@vary_on_headers("Accept")
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found for the words in `q`; the address can be shared."""
    form = SearchForm(request.GET, kinds=[kind.code for source in sources() for kind in source.kinds])
    form.full_clean()  # lenient: it has no errors
    found = queries.search(
        words=form.cleaned_data["q"],
        language=_language(),
        kinds=form.cleaned_data["kind"],
        page=request.GET.get("page", "1"),
    )
    if _wants_json(request):
        return JsonResponse(_as_json(found))
    context = {"results": found, "query": found.words, "address": _address(found)}
    return render(request, "search/results.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Complete what is being typed: {"results": [{"id", "label", "hint"}]}."""
    found = suggestions.suggest(words=WordsField().clean(request.GET.get("q", "")), language=_language())
    return JsonResponse({"results": [{"id": one.id, "label": one.label, "hint": one.hint} for one in found]})


def _language() -> str:
    return (get_language() or PORTAL_LANGUAGE).split("-")[0]


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _address(found: Results) -> str:
    """Return the address's parameters without the page's number, for the links to other pages."""
    parameters = QueryDict(mutable=True)
    parameters["q"] = found.words
    parameters.setlist("kind", [kind.value for kind in found.kinds if kind.checked])
    return parameters.urlencode()


def _as_json(found: Results) -> dict[str, object]:
    page = found.page
    return {
        "query": found.words,
        "available": found.is_available,
        "total": found.total,
        "page": page.number if page else 1,
        "pages": page.paginator.num_pages if page else 1,
        "corrections": [{"typed": one.typed, "found": one.found} for one in found.corrections],
        "kinds": [{"value": kind.value, "label": str(kind.label), "count": kind.count} for kind in found.kinds],
        "results": [
            {
                "title": hit.title,
                "url": hit.url,
                "excerpt_html": hit.excerpt,
                "kind": hit.kind_code,
                "trail": hit.trail,
                "language": hit.language,
            }
            for hit in found.hits
        ],
    }
