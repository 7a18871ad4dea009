"""Fills the addresses of the editors' desk: once with things that exist, once with things that do not."""

import re
import uuid
from collections.abc import Mapping

# Converters' values that do not depend on the area; names as the patterns of Wagtail have them.
WORDS = {
    "content_type_app_name": "welcome",
    "content_type_model_name": "articlepage",
    "app_label": "welcome",
    "model_name": "articlepage",
    "action": "publish",
    "action_name": "approve",
    "filter_spec": "width-100",
    "mode": "preview",
    "uidb64": "MQ",
    "token": "abc-def",
    "object_id": "1",
}
WORDS_OF_AREA = {
    "desk_to_do": {"kind": "drafts"},
    "wagtailsettings": {"app_name": "matching", "model_name": "publicationsettings"},
    "wagtailadmin_workflows": {"app_label": "wagtailcore", "model_name": "groupapprovaltask"},
    "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
    "wagtail_localize": {"app_label": "matching", "model_name": "offer"},
}
# Argument: which of the world's things it means.
THINGS = {
    "page_id": "article",
    "page_pk": "article",
    "page_to_move_id": "article",
    "parent_page_id": "home",
    "destination_id": "home",
    "document_id": "document",
    "doc_id": "document",
    "image_id": "image",
    "collection_id": "collection",
    "redirect_id": "redirect",
    "invitation_id": "invitation",
    "user_id": "user",
}
THINGS_OF_AREA = {
    "wagtailsnippets_matching_offer": "offer",
    "wagtailsnippetchoosers_matching_offer": "offer",
    "wagtailsnippets_matching_organization": "organization",
    "wagtailsnippetchoosers_matching_organization": "organization",
    "occupation_chooser": "occupation",
    "place_chooser": "place",
    "wagtaildocs_chooser": "document",
    "wagtailimages_chooser": "image",
    "wagtailadmin_api:pages": "article",
    "wagtailadmin_api:documents": "document",
    "wagtailadmin_api:images": "image",
    "wagtailadmin_collections": "collection",
    "wagtailusers_users": "user",
    "wagtailusers_groups": "group",
    "wagtailsites": "site",
    "wagtaillocales": "locale",
    "wagtailsettings": "settings",
    "wagtail_localize": "offer",
}
# Patterns written as regular expressions, and the unnamed ones.
BY_HAND = {
    r"admin/pages/^(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/$": (
        "admin/pages/{article}/revisions/compare/live...latest/"
    ),
    r"admin/snippets/matching/offer/history/(?P<pk>.+)/revisions/compare/"
    r"(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$": (
        "admin/snippets/matching/offer/history/{offer}/revisions/compare/live...latest/"
    ),
    "admin/^.*/$": "admin/gibt-es-nicht/",
}
_ARGUMENT = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
_NOWHERE = {"int": "0", "uuid": str(uuid.UUID(int=0)), "str": str(uuid.UUID(int=0)), "slug": "nichts", None: "nichts"}


def paths(route: str, *, area: str, things: Mapping[str, object]) -> list[str]:
    """Return the paths to ask: with things that exist where we have them, and with ids that nothing has."""
    if route in BY_HAND:
        nowhere = dict.fromkeys(things, 0)
        return sorted({"/" + BY_HAND[route].format(**filling) for filling in (things, nowhere)})
    plain = route.replace("^", "").replace("$", "")
    words = {**WORDS, **WORDS_OF_AREA.get(area, {})}

    def existing(found: re.Match[str]) -> str:
        name = found["name"]
        thing = THINGS.get(name) or (THINGS_OF_AREA.get(area) if name in {"pk", "object_id"} else None)
        return str(things[thing]) if thing else words.get(name, "0" if found["kind"] == "int" else "nichts")

    def missing(found: re.Match[str]) -> str:
        return _NOWHERE[found["kind"]]

    filled = {"/" + _ARGUMENT.sub(choose, plain) for choose in (existing, missing)}
    odd = [path for path in filled if re.search(r"[\\<>()|]", path)]
    if odd:
        raise LookupError(f"say in BY_HAND how to fill {route}")
    return sorted(filled)
