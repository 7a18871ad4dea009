"""The board on the desk's start page: every kind of work with its number, the first few, and all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from cms.accounts.models import User
from cms.desk.municipalities import Municipalities
from cms.desk.to_do import Entry, Kind, entries_for

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A kind with what there is to do of it."""

    kind: Kind
    entries: list[Entry]
    counts: list[tuple[str, int]]

    @property
    def n(self) -> int:
        """How much there is to do."""
        return sum(entry.n for entry in self.entries)

    @property
    def first(self) -> list[Entry]:
        """The few that the board names."""
        return self.entries[:SHOWN]

    @property
    def n_more(self) -> int:
        """How many it does not name."""
        return len(self.entries) - len(self.first)


class BoardPanel(Component):
    """What there is to do for the person who looks."""

    name = "to_do"
    order = 10
    template_name = "desk/board.html"

    def __init__(self, request: HttpRequest) -> None:
        self._user = cast(User, request.user)  # the desk lets nobody else in

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        rows = rows_for(self._user)
        return {"rows": [row for row in rows if row.entries], "done": [row.kind for row in rows if not row.entries]}


def rows_for(user: User) -> list[Row]:
    """Return all kinds with what this person can do."""
    municipalities = Municipalities()
    found = entries_for(user).items()
    return [Row(kind, entries, municipalities.counts(entries)) for kind, entries in found]
