"""Counts that a result was opened: which words led to something, and nothing about who followed them."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from search import misses
from search.forms import WordsField
from search.views.limits import limited
from search.views.results import visitors_language

MOST_A_MINUTE = 60


# It knows nobody and changes a count, so that there is nothing a foreign page could do in somebody's name.
@csrf_exempt
@require_POST
@limited(action="chosen", most=MOST_A_MINUTE)
def chosen(request: HttpRequest) -> HttpResponse:
    """Note that one of the results for the words in `q` was opened; the page's script tells without a cookie."""
    if _is_from_here(request):
        misses.note_choice(words=WordsField().clean(request.POST.get("q", "")), language=visitors_language())
    return HttpResponse(status=204)


def _is_from_here(request: HttpRequest) -> bool:
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
