"""What editors must know about the search's condition: another engine answers, or the index is behind."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import changes
from search.engines import engine_state, index_copies, index_copy

LATE_SECONDS = 120  # the worker reads the log every ten seconds


def warnings() -> list[str]:
    """Return what is wrong, in sentences; nothing when all is well."""
    return list(_warnings())


def _warnings() -> Iterator[str]:
    state = engine_state()
    if state.is_open:
        yield _(
            "The search server does not answer. The portal's own index answers instead: visitors find everything, "
            "perhaps in a slightly different order. Whoever runs the portal should look at it."
        )
    # A server that does not answer is not asked; the copy that stands in for it comes first.
    answering = index_copies()[0] if state.is_open else index_copy(state.engine)
    if not answering.status().is_ready:
        yield _("There is no search index. Visitors find nothing until it has been built.")
        return
    follower = answering.follower
    minutes = max((lag.oldest_seconds for lag in changes.lags() if lag.follower == follower), default=0.0) / 60
    if minutes * 60 > LATE_SECONDS:
        yield ngettext(
            "The search index is %(n)s minute behind. What was published since is not found yet.",
            "The search index is %(n)s minutes behind. What was published since is not found yet.",
            int(minutes),
        ) % {"n": int(minutes)}
