"""The visitors' search: which engine answers, over how many documents, and how current it is."""

from django.db import DatabaseError
from django.utils.translation import gettext as _

from cms.core.health import LAG_ALLOWED_SECONDS
from cms.operating.condition.part import Level, Part
from matching import changes
from search.engines import SearchUnavailableError, engine_state, index_copies


def search() -> Part:
    """Say what answers visitors who search."""
    name, meaning = _("Search"), _("Visitors find pages, offers and companies by it.")
    try:
        state, copies = engine_state(), [copy.status() for copy in index_copies()]
    except (SearchUnavailableError, DatabaseError, OSError) as error:
        return Part(name, Level.BAD, type(error).__name__, meaning, _("Build it anew: manage.py search_index rebuild."))
    counted = "; ".join(
        _("%(engine)s: %(n)s documents") % {"engine": one.engine, "n": one.n_documents}
        if not one.problem
        else _("%(engine)s: away") % {"engine": one.engine}
        for one in copies
    )
    if not any(one.n_documents and not one.problem for one in copies):
        advice = _("Nothing can be found. Build it anew: manage.py search_index rebuild.")
        return Part(name, Level.BAD, counted, meaning, advice)
    if state.is_open or any(one.problem for one in copies):
        advice = _("The embedded engine answers meanwhile, so visitors notice little. Look whether Elasticsearch runs.")
        return Part(name, Level.LOOK, counted, meaning, advice)
    return Part(name, Level.WELL, _("%(engine)s answers") % {"engine": state.engine} + f" ({counted})", meaning)


def followers() -> Part:
    """Say whether search and recommendations have seen all changes."""
    name = _("Changes taken over")
    meaning = _("What is published shows up in search and recommendations after it was taken over, within seconds.")
    try:
        lags = changes.lags()
    except DatabaseError as error:
        return Part(name, Level.BAD, type(error).__name__, meaning, _("Look at the database first."))
    behind = [lag for lag in lags if lag.oldest_seconds >= LAG_ALLOWED_SECONDS]
    if not behind:
        n_waiting = max((lag.n_changes for lag in lags), default=0)
        return Part(name, Level.WELL, _("all but %(n)s") % {"n": n_waiting} if n_waiting else _("all"), meaning)
    text = "; ".join(
        _("%(follower)s: %(n)s changes behind") % {"follower": lag.follower, "n": lag.n_changes} for lag in behind
    )
    return Part(
        name, Level.LOOK, text, meaning, _("Look at the worker above. After an upgrade this takes some minutes.")
    )
