"""Stands before every address of the desk and judges the ids that a municipality's editor sends.

Wagtail asks many addresses of records for a right per model only, and some of wagtail-localize's ask nobody. Here is
one place that looks at each id, also at ids inside an allowed thing: a revision of another page, a state of another
workflow.
"""

from wagtail.models import Page

from cms.core.town_halls import addresses
from cms.core.town_halls.asked import Asked
from cms.core.town_halls.judges import JUDGES, is_own, model_named


def is_open(asked: Asked) -> bool:
    """Return whether an address is meant for a municipality's editors."""
    return addresses.is_open(area=asked.area, address=asked.address)


def belongs(asked: Asked) -> bool:
    """Return whether every id of a request is one that this editor may work with."""
    return all(_is_fine(asked, name, value) for name, value in asked.arguments.items()) and _sent_ids_belong(asked)


def _is_fine(asked: Asked, name: str, value: str) -> bool:
    meaning = addresses.meaning(area=asked.area, address=asked.address, argument=name)
    return meaning is not None and _judged(asked, meaning, value)


def _judged(asked: Asked, meaning: str, value: str) -> bool:
    return meaning == "word" or JUDGES[meaning](asked, value)


def _sent_ids_belong(asked: Asked) -> bool:
    if asked.area == "wagtail_bulk_action":
        return _is_own_selection(asked)
    for name, meaning in addresses.PARAMETERS.get(asked.address, {}).items():
        if not all(_judged(asked, meaning, value) for value in asked.sent(name) if value):
            return False
    return True


def _is_own_selection(asked: Asked) -> bool:
    """Judge what a bulk action was given; "all" is fine only where Wagtail itself keeps to what somebody may change."""
    model = model_named(asked.arguments["app_label"], asked.arguments["model_name"])
    sent, parent = asked.request.GET.getlist("id"), asked.request.GET.get("childOf")
    if model is None or (parent and not _judged(asked, "page", parent)):
        return False
    if "all" in sent:
        return bool(parent) and issubclass(model, Page)
    return all(is_own(asked.user, model, value) for value in sent)
