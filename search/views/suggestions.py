"""What the search box suggests while somebody types; read by the chooser's script."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from search import suggestions
from search.forms import WordsField
from search.views.limits import limited
from search.views.results import visitors_language

MOST_A_MINUTE = 300


@require_safe
@limited(action="suggest", most=MOST_A_MINUTE)
def suggest(request: HttpRequest) -> HttpResponse:
    """Complete what is being typed: {"results": [{"id", "label", "hint", "group"}]}."""
    found = suggestions.suggest(words=WordsField().clean(request.GET.get("q", "")), language=visitors_language())
    results = [{"id": one.id, "label": one.label, "hint": one.hint, "group": one.group} for one in found]
    return JsonResponse({"results": results})
