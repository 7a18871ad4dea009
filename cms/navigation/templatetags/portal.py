"""The portal's own name, for templates that have no context too (error pages, letters)."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def portal_name() -> str:
    """Return what the operator calls the portal."""
    return str(settings.PORTAL_NAME)
