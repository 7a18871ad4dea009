"""Rows of what comes next, for templates of any room."""

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from cms.community import presentation, selectors
from cms.community.presentation import EventRow
from matching.models import Place

register = template.Library()


@register.simple_tag
def upcoming_events(limit: int = 3, place: Place | None = None) -> list[EventRow]:
    """Return the next events as lines for components/event_row.html, everywhere or at one place."""
    language_code = get_language() or ""
    events = selectors.upcoming(now=timezone.now(), language_code=language_code, place=place, limit=limit)
    return presentation.event_rows(events=events)
