"""Contacts and references for templates of any room."""

from django import template

from cms.core.shown_records import around_at, as_of, contact_card, law_entries, statement

register = template.Library()

for shown in (around_at, as_of, contact_card, law_entries, statement):
    register.filter(shown)
