"""What the head of a page tells those who find it."""

from typing import Any

from django import template

from cms.core.seo.head import Head, head_of

register = template.Library()


@register.simple_tag(takes_context=True)
def found_tags(context: dict[str, Any]) -> Head:
    """Return what layouts/found.html writes."""
    return head_of(context)
