"""Which addresses of the desk are open to a municipality's editors, and what the ids in them mean.

What is not listed is closed, an argument without a meaning closes its address: what a new version of Wagtail or a new
room of ours adds stays shut until somebody has thought about it.
"""

from collections.abc import Mapping

# Namespaces, and names of addresses that have none.
OPEN_AREAS = frozenset(
    {
        *("wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_logout", "wagtailadmin_dismissibles"),
        *("wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_editing_sessions"),
        *("wagtailadmin_explore_root", "wagtailadmin_explore", "wagtailadmin_explore_results", "wagtailadmin_pages"),
        *("wagtailadmin_choose_page", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_search"),
        *("wagtailadmin_choose_page_chosen_multiple", "wagtailadmin_choose_page_external_link"),
        *("wagtailadmin_choose_page_email_link", "wagtailadmin_choose_page_phone_link"),
        *("wagtailadmin_choose_page_anchor_link", "wagtailadmin_block_preview", "wagtail_bulk_action"),
        *("wagtailimages", "wagtailimages_chooser", "wagtaildocs", "wagtaildocs_chooser", "wagtailembeds"),
        *("wagtailsnippets", "wagtailsnippets_core_contact", "wagtailsnippets_matching_organization"),
        *("wagtailsnippets_matching_offer", "wagtailsnippetchoosers_core_contact"),
        *("wagtailsnippetchoosers_matching_organization", "wagtailsnippetchoosers_matching_offer"),
        *("wagtailsnippetchoosers_core_reference", "occupation_chooser", "skill_chooser", "place_chooser"),
        *(
            "wagtail_localize",
            "wagtailforms",
            "form_answers_mark",
            "desk_to_do",
            "desk_handbook",
            "page_findings",
            "translation_review",
            "page_findings_on_add",
        ),
        # They lead to the portal's own sign-in.
        *("admin_login_shadow", "admin_password_reset_shadow"),
    }
)
# The explorer's menu reads pages here; Wagtail narrows both to what somebody may explore.
OPEN_ADDRESSES = frozenset({"wagtailadmin_api:pages:listing", "wagtailadmin_api:pages:detail"})
# In open areas: lists of the whole portal, and what asks nobody.
CLOSED_ADDRESSES = frozenset(
    {
        *("wagtailadmin_pages:type_use", "wagtailadmin_pages:type_use_results", "wagtailadmin_pages:choose_parent"),
        *("wagtail_localize:translations_report", "wagtail_localize:translations_report_results"),
        *("wagtail_localize:snippets_api_listing", "wagtail_localize:snippets_api_detail"),
        "wagtail_localize:submit_snippet_translation",
        # It changes at once what visitors read, and asks for no right to publish.
        "wagtail_localize:convert_to_alias",
    }
)

# What an argument means: a kind of thing that `gate` knows how to judge, or a plain word.
ARGUMENTS: Mapping[str, str] = {
    **dict.fromkeys(("page_id", "page_to_move_id", "parent_page_id", "destination_id", "page_pk"), "page"),
    **dict.fromkeys(("revision_id", "revision_id_a", "revision_id_b"), "revision"),
    "task_state_id": "task state",
    "workflow_state_id": "workflow state",
    "image_id": "image",
    **dict.fromkeys(("document_id", "doc_id"), "document"),
    "uploaded_file_id": "upload",
    "translation_source_id": "translation source",
    "translation_id": "translation",
    "string_segment_id": "string segment",
    "overridable_segment_id": "overridable segment",
    "object_id": "edited object",
    "session_id": "word",  # Wagtail looks for it among a person's own
    "task_id": "word",  # Wagtail asks whether the page waits for this task
    **dict.fromkeys(("content_type_app_name", "content_type_model_name", "app_label", "model_name"), "word"),
    **dict.fromkeys(("action", "action_name", "filter_spec", "mode", "kind"), "word"),
}
ARGUMENTS_OF: Mapping[tuple[str, str], str] = {
    ("wagtailadmin_explore", "parent_page_id"): "page on the way",
    ("wagtailadmin_explore_results", "parent_page_id"): "page on the way",
    ("wagtailadmin_choose_page_child", "parent_page_id"): "choosable page",
    ("wagtailadmin_api:pages", "pk"): "page on the way",
    ("wagtail_localize:submit_page_translation", "page_id"): "translatable page",
    ("wagtailsnippets_core_contact", "pk"): "contact",
    ("wagtailsnippets_matching_organization", "pk"): "organization",
    ("wagtailsnippets_matching_offer", "pk"): "offer",
    ("wagtailsnippetchoosers_core_contact", "pk"): "choosable contact",
    ("wagtailsnippetchoosers_matching_organization", "pk"): "choosable organization",
    ("wagtailsnippetchoosers_matching_offer", "pk"): "choosable offer",
    ("wagtailimages_chooser", "pk"): "choosable image",
    ("wagtailimages_chooser", "image_id"): "choosable image",
    ("wagtaildocs_chooser", "pk"): "choosable document",
    **{
        (area, "pk"): "word"
        for area in (
            "wagtailsnippetchoosers_core_reference",
            "occupation_chooser",
            "skill_chooser",
            "place_chooser",
        )
    },
    # A pattern without names: the page, and the two revisions that are compared.
    ("wagtailadmin_pages:revisions_compare", "0"): "page",
    ("wagtailadmin_pages:revisions_compare", "1"): "revision",
    ("wagtailadmin_pages:revisions_compare", "2"): "revision",
}
# Ids behind the question mark or in a form: address or area, parameter, meaning.
PARAMETERS: Mapping[str, Mapping[str, str]] = {
    "wagtailadmin_choose_page_chosen_multiple": {"id": "choosable page"},
    "wagtailimages_chooser:chosen_multiple": {"id": "choosable image"},
    "wagtaildocs_chooser:chosen_multiple": {"id": "choosable document"},
    "wagtailsnippetchoosers_core_contact:chosen_multiple": {"id": "choosable contact"},
    "wagtailsnippetchoosers_matching_organization:chosen_multiple": {"id": "choosable organization"},
    "wagtailsnippetchoosers_matching_offer:chosen_multiple": {"id": "choosable offer"},
    "wagtailadmin_pages:copy": {"new_parent_page": "page"},
    "wagtailadmin_pages:move": {"new_parent_page": "page"},
    "wagtailadmin_pages:set_page_position": {"position": "word"},
    "wagtail_localize:edit_override": {"value": "overriding value"},
}


def is_open(*, area: str, address: str) -> bool:
    """Return whether a municipality's editors may ask at an address at all."""
    if address in CLOSED_ADDRESSES:
        return False
    return address in OPEN_ADDRESSES or area in OPEN_AREAS


def meaning(*, area: str, address: str, argument: str) -> str | None:
    """Return what an argument of an address means; None if nobody has said so."""
    named = ARGUMENTS_OF.get((address, argument)) or ARGUMENTS_OF.get((area, argument))
    return named or ARGUMENTS.get(argument)
