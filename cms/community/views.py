"""Events for the reader's own calendar: one of them, or all that come."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.community import selectors
from cms.community.calendar_file import calendar_file
from cms.core.page_cache import remember

CONTENT_TYPE = "text/calendar; charset=utf-8"
N_MOST = 500


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Send everything that comes, to be subscribed to."""
    return _as_file(remember(_all_that_comes, name="calendar"), name=_("events"))


@require_safe
def event_calendar(request: HttpRequest, event_key: UUID) -> HttpResponse:
    """Send one event; who has it already gets the newer version of it."""
    event = selectors.public_event(translation_key=event_key, language_code=get_language() or "")
    if event is None:
        raise Http404("no public event")
    return _as_file(calendar_file(events=[event], name=event.title), name=slugify(event.title) or "event")


def _all_that_comes() -> bytes:
    events = selectors.upcoming(now=timezone.now(), language_code=get_language() or "", limit=N_MOST)
    return calendar_file(events=events, name=_("Events"))


def _as_file(content: bytes, *, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, f"{name}.ics")
    return HttpResponse(content, content_type=CONTENT_TYPE, headers={"Content-Disposition": disposition})
