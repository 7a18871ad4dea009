"""What the public choosers suggest while somebody types: the same for everybody, so it can be cached."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from cms.core.choosers import MAX_SUGGESTIONS, tidy
from matching import selectors
from matching.selectors import Suggestion

CACHED_SECONDS = 3600
SHORTEST_QUERY = 2

SUGGESTERS: dict[str, Callable[..., list[Suggestion]]] = {
    "occupation": selectors.suggest_occupations,
    "skill": selectors.suggest_skills,
    "place": selectors.suggest_places,
}


@cache_control(public=True, max_age=CACHED_SECONDS)
@require_GET
def suggest(request: HttpRequest, kind: str) -> JsonResponse:
    """Answer what the words typed so far may mean."""
    if kind not in SUGGESTERS:
        raise Http404
    words = tidy(request.GET.get("q"))
    found = SUGGESTERS[kind](words=words, limit=MAX_SUGGESTIONS) if len(words) >= SHORTEST_QUERY else []
    results = [{"id": option.value, "label": option.label, "hint": option.hint} for option in found]
    return JsonResponse({"results": results})
