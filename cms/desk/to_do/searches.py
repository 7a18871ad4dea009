"""What visitors look for and do not find."""

from django.urls import reverse
from django.utils.translation import ngettext

from cms.accounts.models import User
from cms.desk.to_do.entries import Entries, Entry
from search import misses
from search.desk.rights import may_look


def searches(user: User) -> Entries:
    """Return words for which nothing is found, the most wanted first; their list offers a page and a synonym."""
    if not may_look(user):
        return {"searches": []}
    way = f"{reverse('search_desk:overview')}#unanswered"
    return {
        "searches": [
            Entry(
                title=asked.text,
                url=way,
                note=ngettext("%(n)d search", "%(n)d searches", asked.n_unanswered) % {"n": asked.n_unanswered},
            )
            for asked in misses.unanswered()
        ]
    }
