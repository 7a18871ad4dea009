"""Fills the desk's addresses with another municipality's things, alone and inside one's own."""

import itertools
import re
from collections.abc import Iterator

from tests.contracts.two_municipalities import TwoMunicipalities

# Argument: the things it may mean, each tried.
ARGUMENTS = {
    **dict.fromkeys(("page_id", "page_pk", "page_to_move_id", "parent_page_id", "destination_id"), "pages"),
    "revision_id": ["revision", "revision of live page"],
    "revision_id_a": ["offer's revision"],
    "revision_id_b": ["offer's revision"],
    "task_state_id": ["task state"],
    "workflow_state_id": ["workflow state"],
    "image_id": ["image"],
    "document_id": ["document"],
    "doc_id": ["document"],
    "uploaded_file_id": ["upload"],
    "translation_source_id": ["translation source"],
    "translation_id": ["translation"],
    "string_segment_id": ["string segment"],
    "overridable_segment_id": ["overridable segment"],
    "collection_id": ["collection"],
    "session_id": ["session"],
    "object_id": ["page"],
    "workflow_pk": ["=workflow"],
    "task_id": ["=task"],
    "redirect_id": ["=redirect"],
    "asked_id": ["=settings"],
    "invitation_id": ["=settings"],
    "user_id": ["=their editor"],
}
PAGES = ["page", "live page", "root", "translated page", "alias", "form"]
ARGUMENTS_OF = {
    "wagtailadmin_api:pages": {"pk": PAGES},
    "wagtailadmin_api:images": {"pk": ["image"]},
    "wagtailadmin_api:documents": {"pk": ["document"]},
    "wagtailimages_chooser": {"pk": ["image"]},
    "wagtaildocs_chooser": {"pk": ["document"]},
    "wagtailadmin_collections": {"pk": ["collection"]},
    "wagtailsnippets_core_contact": {"pk": ["contact"]},
    "wagtailsnippetchoosers_core_contact": {"pk": ["contact"]},
    "wagtailsnippets_matching_organization": {"pk": ["organization"]},
    "wagtailsnippetchoosers_matching_organization": {"pk": ["organization"]},
    "wagtailsnippets_matching_offer": {
        "pk": ["offer"],
        "revision_id": ["offer's revision"],
        "task_state_id": ["offer's task state"],
        "workflow_state_id": ["offer's workflow state"],
    },
    "wagtailsnippetchoosers_matching_offer": {"pk": ["offer"]},
    "wagtail_localize": {"pk": ["offer"]},
    "wagtailsnippets_core_reference": {"pk": ["=reference"]},
    "wagtailsnippetchoosers_core_reference": {"pk": ["=reference"]},
    "wagtailusers_users": {"pk": ["=their editor"]},
    "wagtailusers_groups": {"pk": ["=group"]},
    "wagtailsites": {"pk": ["=site"]},
    "wagtaillocales": {"pk": ["=locale"]},
    "wagtailsettings": {"pk": ["=settings"]},
    "wagtailadmin_workflows": {"pk": ["=workflow"]},
    "occupation_chooser": {"pk": ["=occupation"]},
    "skill_chooser": {"pk": ["=skill"]},
    "place_chooser": {"pk": ["place"]},
    **{
        f"wagtailsnippets_search_{name}": {"pk": ["=settings"]}
        for name in ("synonym", "promotedresult", "searchinvariant")
    },
}
# Words, each tried.
WORDS = {
    "content_type_app_name": ["welcome"],
    "content_type_model_name": ["articlepage"],
    "app_label": ["welcome"],
    "model_name": ["articlepage"],
    "app_name": ["welcome"],
    "action": ["publish"],
    "action_name": ["approve", "reject", "cancel"],
    "filter_spec": ["width-100"],
    "mode": [""],
    "kind": [
        "review",
        "offers",
        "drafts",
        "checks",
        "ending",
        "translations",
        "alternatives",
        "picture-rights",
        "answers",
        "links",
        "searches",
    ],
    "uidb64": ["MQ"],
    "token": ["abc-def"],
}
WORDS_OF = {
    "wagtailadmin_api:pages": {
        "action_name": [
            *("copy", "delete", "publish", "unpublish", "move", "copy_for_translation", "create_alias"),
            *("convert_alias", "revert_to_page_revision"),
        ]
    },
    "wagtail_localize": {"app_label": ["matching"], "model_name": ["offer"]},
    "wagtailsettings": {"app_name": ["matching"], "model_name": ["publicationsettings"]},
    "wagtailadmin_tag_model_autocomplete": {"app_name": ["taggit"], "model_name": ["tag"]},
    "wagtailadmin_workflows": {"app_label": ["wagtailcore"], "model_name": ["groupapprovaltask"]},
}
_OFFERS_COMPARED = "history/<int:pk>/revisions/compare/<int:revision_id_a>...<int:revision_id_b>/"
# Patterns written as regular expressions, in words; the unnamed end has nothing to fill.
BY_HAND = {
    r"admin/pages/^(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/$": (
        "admin/pages/<int:page_id>/revisions/compare/<int:revision_id>...latest/"
    ),
    r"admin/snippets/matching/offer/history/(?P<pk>.+)/revisions/compare/"
    r"(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$": (
        f"admin/snippets/matching/offer/{_OFFERS_COMPARED}"
    ),
    "admin/^.*/$": "admin/gibt-es-nicht/",
}
_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


def foreign_paths(route: str, *, area: str, both: TwoMunicipalities) -> Iterator[str]:
    """Return the paths of a route: every id the other's, then each id alone the other's among one's own."""
    plain = BY_HAND.get(route, route).replace("^", "").replace("$", "")
    names = _ARGUMENT.findall(plain)
    filled = set()
    for things in itertools.product(*(_things(area, name) for name in names)):
        for foreign in _foreign(things):
            values = iter([_value(thing, is_foreign, both) for thing, is_foreign in zip(things, foreign, strict=True)])
            filled.add("/" + _ARGUMENT.sub(lambda _found, values=values: next(values), plain))
    if odd := [path for path in filled if re.search(r"[\\<>()|]", path)]:
        raise LookupError(f"say in BY_HAND how to fill {odd}")
    yield from sorted(filled)


def has_arguments(route: str) -> bool:
    """Return whether a route takes anything to fill."""
    return bool(_ARGUMENT.search(BY_HAND.get(route, route)))


def _things(area: str, name: str) -> list[str]:
    words = WORDS_OF.get(area, {}).get(name) or WORDS.get(name)
    if words:
        return [f"!{word}" for word in words]
    things = ARGUMENTS_OF.get(area, {}).get(name) or ARGUMENTS.get(name)
    if things is None:
        raise LookupError(f"say what {name} of {area} means, and what of another municipality to try there")
    return PAGES if things == "pages" else things


def _foreign(things: tuple[str, ...]) -> Iterator[tuple[bool, ...]]:
    """Return which of the things shall be the other's: all of them, and each alone."""
    ids = [number for number, thing in enumerate(things) if thing[:1] not in "!="]
    yield tuple(True for _thing in things)
    if len(ids) > 1:
        for one in ids:
            yield tuple(number == one for number in range(len(things)))


def _value(thing: str, is_foreign: bool, both: TwoMunicipalities) -> str:
    if thing.startswith("!"):
        return thing[1:]
    if thing == "=their editor":
        return str(both.other.editor.pk)
    if thing.startswith("="):
        return str(both.shared[thing[1:]])
    return str((both.other if is_foreign else both.own).rows[thing])
