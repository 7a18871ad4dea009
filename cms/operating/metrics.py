"""How the portal is, in figures for a program that watches it (Prometheus and its kin).

Off unless `METRICS_TOKEN` is set. Requests and their times stand in nginx's own log; here is what nginx cannot know.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.operating.condition import levels

TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"
HEAD = "# HELP portal_part How a part is: 0 well, 1 look at it, 2 act now.\n# TYPE portal_part gauge\n"


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Give who knows the token one line for each part; for everybody else there is nothing here."""
    token = settings.METRICS_TOKEN
    if not token or not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        raise Http404
    lines = (f'portal_part{{part="{name}"}} {level:d}\n' for name, level in levels().items())
    return HttpResponse(HEAD + "".join(lines), content_type=TEXT_FORMAT)
