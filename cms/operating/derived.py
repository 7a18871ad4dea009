"""What can be made again from the database, and therefore is not in a back-up."""

from django.core.cache import cache
from django.core.management import call_command

from cms.operating.media import Report
from matching import changes
from search import indexing, lexicon
from search.engines import RebuildUnderwayError, SearchUnavailableError


def rebuild_derived(*, report: Report) -> None:
    """Build every index anew, empty the cache, and have people's recommendations computed again; safe to run twice."""
    cache.clear()
    report("references between pages …")
    call_command("rebuild_references_index", verbosity=0)
    report("the desk's search …")
    call_command("update_index", verbosity=0)
    report("the visitors' search …")
    lexicon.prepare()
    try:
        indexing.rebuild(report)
    except (RebuildUnderwayError, SearchUnavailableError) as problem:
        # It stands by itself again: whoever follows the change log sees that its index is of another database.
        report(f"warning: not all copies of the search index were built; the worker will do it ({problem})")
    # Everybody's recommendations follow the weights. Processes that kept pages or offers begin anew with the log.
    changes.record(changes.Kind.WEIGHTS, ["0"])
