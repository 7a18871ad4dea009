"""Mentoring programs as pages."""

import factory
from wagtail_factories import PageFactory

from cms.mentoring.models import MentoringIndexPage, ProgramPage


class MentoringIndexPageFactory(PageFactory):
    """The way into mentoring."""

    class Meta:
        model = MentoringIndexPage

    title = "Mentoring"
    slug = "mentoring"
    summary = "Jemand zeigt dir einen Beruf."


class ProgramPageFactory(PageFactory):
    """A mentoring program."""

    class Meta:
        model = ProgramPage

    title = factory.Sequence(lambda n: f"Impuls {n + 1}")
    summary = "Ein Jahr lang ein Mensch, der dir einen Beruf zeigt."
    for_whom = "Jugendliche ab 14"
    duration = "ein Schuljahr"
    time_needed = "zwei Stunden im Monat"
