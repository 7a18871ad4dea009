"""Who may enter which area of the editors' desk: written by hand from the rules.

Wagtail brings some three hundred addresses. Each belongs to an area, which is its namespace, or its name where it has
none. An area that is not listed fails the tests, so nothing new opens unseen.
"""

from collections.abc import Mapping
from enum import StrEnum

from tests.contracts.url_outcomes import Role

DESK = "admin/"


class Entry(StrEnum):
    """What a member of staff finds in an area."""

    OPEN = "open"  # pages and forms, each with the rights it needs
    CLOSED = "closed"  # nothing is shown and nothing is changed


_E, _M, _C, _A = Role.EDITOR, Role.MUNICIPALITY_EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR
_ALL_STAFF = {_E, _M, _C, _A}
# What a municipality's editors may use of it is only their own (tests/contracts/test_municipality_editor.py).
_EDITING = {_E, _M, _A}
# The whole portal's lists and records, and what tells of them.
_DISTRICT = {_E, _A}
_DISTRICT_STAFF = {_E, _C, _A}
_ADMINISTRATION = {_A}
_NOBODY: set[Role] = set()

# Area, or one address in it that differs: who of the staff finds it open.
AREAS: Mapping[str, set[Role]] = {
    # What every member of staff needs: start page, own account, parts of the frame.
    "wagtailadmin_home": _ALL_STAFF,
    "desk_to_do": _ALL_STAFF,  # each sees what they may mend
    "desk_handbook": _ALL_STAFF,  # each reads of what they may do
    "page_findings": _EDITING,
    "page_findings_on_add": _EDITING,
    "wagtailadmin_account": _ALL_STAFF,
    "wagtailadmin_logout": _ALL_STAFF,
    "wagtailadmin_sprite": _ALL_STAFF,
    "wagtailadmin_javascript_catalog": _ALL_STAFF,
    "wagtailadmin_dismissibles": _ALL_STAFF,
    "wagtailadmin_editing_sessions": _ALL_STAFF,
    # Wagtail lets all staff choose what they link to; private pages are not among it.
    "wagtailadmin_choose_page": _ALL_STAFF,
    "wagtailadmin_choose_page_child": _ALL_STAFF,
    "wagtailadmin_choose_page_search": _ALL_STAFF,
    "wagtailadmin_choose_page_chosen_multiple": _ALL_STAFF,
    "wagtailadmin_choose_page_external_link": _ALL_STAFF,
    "wagtailadmin_choose_page_email_link": _ALL_STAFF,
    "wagtailadmin_choose_page_phone_link": _ALL_STAFF,
    "wagtailadmin_choose_page_anchor_link": _ALL_STAFF,
    "wagtailadmin_tag_autocomplete": _DISTRICT_STAFF,
    "wagtailadmin_tag_model_autocomplete": _DISTRICT_STAFF,
    "wagtailadmin_block_preview": _ALL_STAFF,
    "wagtailadmin_api:pages": _ALL_STAFF,
    "wagtailadmin_api:images": _DISTRICT_STAFF,
    "wagtailadmin_api:documents": _DISTRICT_STAFF,
    "wagtailembeds": _ALL_STAFF,
    "wagtailimages_chooser": _ALL_STAFF,
    "wagtaildocs_chooser": _ALL_STAFF,
    "wagtail_bulk_action": _ALL_STAFF,
    # Offers: all staff look at them; companies are the editors'.
    "wagtailsnippets": _ALL_STAFF,
    "wagtailsnippets_matching_offer": _ALL_STAFF,
    "wagtailsnippetchoosers_matching_offer": _ALL_STAFF,
    "wagtailsnippets_matching_organization": _EDITING,
    "wagtailsnippetchoosers_matching_organization": _ALL_STAFF,
    # What is edited once and shown on many pages.
    "wagtailsnippets_core_reference": _DISTRICT,
    "wagtailsnippets_core_contact": _EDITING,
    "wagtailsnippetchoosers_core_reference": _ALL_STAFF,
    "wagtailsnippetchoosers_core_contact": _ALL_STAFF,
    "reference_report": _DISTRICT,
    "reference_report_results": _DISTRICT,
    # How the portal is, and who did what.
    "portal_condition": _ADMINISTRATION,
    "audit_report": _ADMINISTRATION,
    "audit_report_results": _ADMINISTRATION,
    # The search's tools.
    "search_desk": _DISTRICT,
    "wagtailsnippets_search_synonym": _DISTRICT,
    "wagtailsnippets_search_promotedresult": _DISTRICT,
    "wagtailsnippets_search_searchinvariant": _DISTRICT,
    "occupation_chooser": _ALL_STAFF,
    "skill_chooser": _ALL_STAFF,
    "place_chooser": _ALL_STAFF,
    # Pages, pictures, documents.
    "wagtailadmin_explore_root": _EDITING,
    "wagtailadmin_explore": _EDITING,
    "wagtailadmin_explore_results": _EDITING,
    "wagtailadmin_pages": _EDITING,
    "wagtailadmin_reports": _DISTRICT,
    "wagtailimages": _EDITING,
    "wagtaildocs": _EDITING,
    "wagtail_localize": _EDITING,
    # What people sent through a form is for those who may edit the form's page.
    "wagtailforms": _EDITING,
    "form_answers_mark": _EDITING,
    # The portal's machinery.
    "wagtailusers_users": _ADMINISTRATION,
    "wagtailusers_groups": _ADMINISTRATION,
    "invitations": _ADMINISTRATION,
    "remove_second_factor": _ADMINISTRATION,
    "wagtailredirects": _ADMINISTRATION,
    "wagtailsettings": _ADMINISTRATION,
    # Wagtail shows these to all staff, whatever their role, and refuses what they would do: names of pages that may be
    # chosen, the question before a change, the list of kinds of tasks, and what others changed where one may look.
    "wagtailadmin_pages:choose_parent": _DISTRICT_STAFF,
    "wagtailadmin_pages:move_confirm": _ALL_STAFF,
    "wagtailadmin_pages:confirm_workflow_cancellation": _ALL_STAFF,
    "wagtailadmin_reports:site_history": _DISTRICT_STAFF,
    "wagtailadmin_reports:site_history_results": _DISTRICT_STAFF,
    "wagtail_localize:javascript_catalog": _ALL_STAFF,
    "wagtail_localize:translations_report": _DISTRICT_STAFF,
    "wagtail_localize:translations_report_results": _DISTRICT_STAFF,
    "wagtail_localize:snippets_api_listing": _DISTRICT_STAFF,
    "wagtail_localize:snippets_api_detail": _DISTRICT_STAFF,
    "wagtailadmin_workflows:task_chooser": _DISTRICT_STAFF,
    "wagtailadmin_workflows:task_chooser_results": _DISTRICT_STAFF,
    "wagtailadmin_workflows:task_chooser_create": _DISTRICT_STAFF,
    "admin/test404/": _DISTRICT_STAFF,
    "translation_report": _DISTRICT,
    "translation_draft": _DISTRICT,
    "translation_review": _EDITING,
    "wagtailadmin_collections": _NOBODY,
    "wagtailadmin_workflows": _NOBODY,
    "wagtailsites": _NOBODY,
    "wagtaillocales": _NOBODY,
    # Wagtail's ways to sign in without second factor.
    "wagtailadmin_login": _NOBODY,
    "wagtailadmin_password_reset": _NOBODY,
    "wagtailadmin_password_reset_done": _NOBODY,
    "wagtailadmin_password_reset_confirm": _NOBODY,
    "wagtailadmin_password_reset_complete": _NOBODY,
    # Wagtail's test of the error page answers 500 on purpose; ours stands in its place.
    "wagtailadmin_error_test": _NOBODY,
    "admin_failure_shadow": _NOBODY,
    # Unnamed: everything else below the desk's address.
    "admin/^.*/$": _NOBODY,
}

# Where Wagtail answers 500 to staff who may be there and send a form that no page of the desk sends (here: an
# empty one), or name a revision that is none. Nothing is written, as the tests show.
STUMBLES = {
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:revisions_revert",
    "wagtailadmin_choose_page_external_link",
    "wagtailsnippetchoosers_matching_offer:create",
    "wagtailsnippetchoosers_matching_organization:create",
    "wagtailsnippetchoosers_core_reference:create",
    "wagtailsnippetchoosers_core_contact:create",
    "wagtailredirects:process_import",
    # "Chosen" with words that are no row number.
    "wagtailsnippetchoosers_matching_offer:chosen",
    "wagtailsnippetchoosers_matching_organization:chosen",
    "wagtailsnippetchoosers_core_reference:chosen",
    "wagtailsnippetchoosers_core_contact:chosen",
    "wagtaildocs_chooser:chosen",
    "wagtailimages_chooser:chosen",
    "skill_chooser:chosen",
    "place_chooser:chosen",
}

# What staff who may not enter see: the sentence "no permission" on the desk's start page, or an error.
CLOSED_STATUSES = {302, 403, 404, 405}
# 400: something is missing in the address's query; 406: the answer would be no JSON.
OPEN_STATUSES = {200, 302, 400, 403, 404, 405, 406}
# People without a role are led to the sign-in, or refused.
OUTSIDE_STATUSES = {302, 403, 404, 405}
# Where such redirects may lead; the desk's own start page and sign-in lead on to ours.
WAYS_OUT = ("account_login", "account_password_login", "admin_login_shadow", "wagtailadmin_home", "wagtailadmin_login")
# Drawings and translated words, the same for everybody; they tell nothing.
SHOWN_TO_EVERYBODY = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}


def entry(area: str, role: Role) -> Entry:
    """Return what a role finds in an area; people without a role, or without a second factor, find nothing."""
    return Entry.OPEN if role in AREAS[area] else Entry.CLOSED
