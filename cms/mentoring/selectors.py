"""What this room reads beyond a recommendation: the programs that are explained, and who was declined."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from wagtail.models import Page

from cms.core.visible import public_pages
from cms.mentoring.models import ProgramPage
from matching import selectors
from matching.models import Mentor, Reaction


@dataclass(frozen=True, slots=True)
class ProgramCard:
    """A program in a grid."""

    title: str
    url: str
    summary: str
    facts: list[dict[str, str]]


def mentoring_content(*, index: Page) -> dict[str, object]:
    """Return the programs, and what else stands below the way into mentoring."""
    others = public_pages(index.get_children()).not_type(ProgramPage).select_related("locale").order_by("path")
    return {
        "programs": program_cards(
            public_pages(ProgramPage.objects.child_of(index)).select_related("locale").order_by("path")
        ),
        "articles": list(others),
    }


def program_content(*, program: ProgramPage) -> dict[str, object]:
    """Return a program's key facts, and the other programs."""
    others = (
        public_pages(ProgramPage.objects.sibling_of(program, inclusive=False)).select_related("locale").order_by("path")
    )
    return {"facts": program_facts(program=program), "others": program_cards(others)}


def program_cards(programs: Iterable[ProgramPage]) -> list[ProgramCard]:
    """Return programs as cards."""
    return [
        ProgramCard(page.title, page.get_url() or "", page.summary, program_facts(program=page)) for page in programs
    ]


def program_facts(*, program: ProgramPage) -> list[dict[str, str]]:
    """Return for whom, how long and how much time, in pairs; what is open is left out."""
    facts = {
        gettext("For whom"): program.for_whom,
        gettext("How long"): program.duration,
        gettext("Time needed"): program.time_needed,
    }
    return [{"label": label, "value": value} for label, value in facts.items() if value]


def declined_mentors(*, profile_id: int, today: date) -> list[Mentor]:
    """Return the mentors whom a youth did not want and who could still be proposed."""
    answers = selectors.reactions_of(profile_id=profile_id)
    declined = [public_id for public_id, kind in answers.items() if kind == Reaction.Kind.DECLINED]
    available = Mentor.objects.available(today=today)
    return list(available.filter(public_id__in=declined).order_by("first_name", "pk"))
