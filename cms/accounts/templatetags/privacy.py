"""What the portal keeps about people, in short, for the privacy page."""

from django import template

from cms.accounts.processing_register import Activity, activities

register = template.Library()


@register.simple_tag
def processing_activities() -> list[Activity]:
    """Return what is kept and why, for components/processing_list.html; the words are German."""
    return activities()
