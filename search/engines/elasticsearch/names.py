"""Which index answers: an alias names it and is moved in one step; what rebuilds leave behind is deleted."""

import re
from contextlib import suppress
from dataclasses import dataclass

from search.engines.base import SearchUnavailableError
from search.engines.elasticsearch.cluster import Budget, Cluster, NothingThereError, reading_an_answer
from search.engines.elasticsearch.state import Generation, StateIndex


@dataclass(frozen=True, slots=True)
class Names:
    """The alias, and the generations whose names begin with it."""

    cluster: Cluster
    state: StateIndex
    alias: str

    def current(self, budget: Budget | None = None) -> str | None:
        """Return the index that answers now, or nothing."""
        seconds = budget.seconds_left if budget else None
        try:
            answer = self.cluster.ask(lambda client: client.indices.get_alias(name=self.alias), seconds=seconds)
        except NothingThereError:
            return None
        with reading_an_answer():
            return max((index for index, told in answer.items() if self.alias in told["aliases"]), default=None)

    def point_to(self, index: str) -> None:
        """Let an index answer from now on, and delete the one before."""
        before = self.current()
        actions = [{"add": {"index": index, "alias": self.alias}}]
        if before is not None:
            actions.insert(0, {"remove": {"index": before, "alias": self.alias}})
        self.cluster.ask(lambda client: client.indices.update_aliases(actions=actions))
        with suppress(SearchUnavailableError):  # what is left over is deleted by the next rebuild
            if before is not None:
                self._delete(before)

    def tidy(self) -> None:
        """Delete what rebuilds left that broke off. The alias is asked: a switch whose answer was lost stays."""
        current = self.current()
        there = self.cluster.ask(lambda client: client.indices.get_settings(index=f"{self.alias}-*"))
        for index in there:
            if index != current and re.fullmatch(re.escape(self.alias) + "-[0-9a-f]{12}", index):
                self._delete(index)

    def _delete(self, index: str) -> None:
        """Delete a generation: its documents first, so that what is left after a break still names it."""
        with suppress(NothingThereError):
            self.cluster.ask(lambda client: client.indices.delete(index=index))
        self.state.forget(self.state.read(index) or Generation(index=index, n_chunks=1))
