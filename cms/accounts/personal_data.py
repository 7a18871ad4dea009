"""Decisions about personal data in models that are not ours: the same question for them as for our own.

A model that tells nothing about a person is `NOTHING_PERSONAL`; of all others every field is decided. What editors
leave behind (who wrote, locked, commented) serves editing and ends with their work here; what is a record of who did
what serves audit.
"""

from django.db import connection

from matching.models import NOTHING_PERSONAL, PersonalFields, Purpose, Retention, impersonal, personal


def _editing(*names: str) -> PersonalFields:
    return personal(Purpose.EDITING, Retention.OFFICE, *names)


def _audit(*names: str) -> PersonalFields:
    return personal(Purpose.AUDIT, Retention.OFFICE, *names)


_SIGN_IN: dict[str, PersonalFields] = {
    "account.EmailAddress": {
        **personal(Purpose.SIGN_IN, Retention.ACCOUNT, "user", "email"),
        **impersonal("verified", "primary"),
    },
    # Not used: addresses are confirmed by code. Decided in case an upgrade writes it.
    "account.EmailConfirmation": {
        **personal(Purpose.SIGN_IN, Retention.ACCOUNT, "email_address", "key"),
        **impersonal("created", "sent"),
    },
    "mfa.Authenticator": {
        **personal(Purpose.SIGN_IN, Retention.ACCOUNT, "user", "data", "created_at", "last_used_at"),
        **impersonal("type"),
    },
    "sessions.Session": {
        **personal(Purpose.SIGN_IN, Retention.SESSION, "session_data"),
        **impersonal("expire_date"),
    },
    "auth.Group": NOTHING_PERSONAL,
    "auth.Permission": NOTHING_PERSONAL,
    "contenttypes.ContentType": NOTHING_PERSONAL,
}

_PAGES: dict[str, PersonalFields] = {
    "wagtailcore.Page": {
        **_editing("owner", "locked_by"),
        **impersonal(
            *("path", "depth", "numchild", "translation_key", "locale", "latest_revision", "live"),
            *("has_unpublished_changes", "first_published_at", "last_published_at", "live_revision", "go_live_at"),
            *("expire_at", "expired", "locked", "locked_at", "title", "draft_title", "slug", "content_type"),
            *("url_path", "seo_title", "show_in_menus", "search_description", "latest_revision_created_at"),
            "alias_of",
        ),
    },
    "wagtailcore.Revision": {
        **_editing("user", "content", "object_str"),
        **impersonal("content_type", "base_content_type", "object_id", "created_at", "approved_go_live_at"),
    },
    "wagtailcore.Comment": {
        **_editing("user", "text", "resolved_by"),
        **impersonal("page", "contentpath", "position", "created_at", "updated_at", "revision_created", "resolved_at"),
    },
    "wagtailcore.CommentReply": {**_editing("user", "text"), **impersonal("comment", "created_at", "updated_at")},
    "wagtailcore.PageSubscription": {**_editing("user"), **impersonal("page", "comment_notifications")},
    "wagtailcore.WorkflowState": {
        **_editing("requested_by"),
        **impersonal("content_type", "base_content_type", "object_id", "workflow", "status", "created_at"),
        **impersonal("current_task_state"),
    },
    "wagtailcore.TaskState": {
        **_editing("finished_by", "comment"),
        **impersonal("workflow_state", "revision", "task", "status", "started_at", "finished_at", "content_type"),
    },
    "wagtailcore.UploadedFile": {**_editing("file", "uploaded_by_user"), **impersonal("for_content_type")},
    "wagtailcore.PageViewRestriction": {
        **impersonal("restriction_type", "password", "page", "groups"),
    },
    "wagtailcore.CollectionViewRestriction": {
        **impersonal("restriction_type", "password", "collection", "groups"),
    },
    **dict.fromkeys(
        (
            *("wagtailcore.Locale", "wagtailcore.Site", "wagtailcore.Collection", "wagtailcore.ReferenceIndex"),
            *("wagtailcore.GroupSitePermission", "wagtailcore.GroupPagePermission"),
            *("wagtailcore.GroupCollectionPermission", "wagtailcore.Workflow", "wagtailcore.WorkflowTask"),
            *("wagtailcore.WorkflowContentType", "wagtailcore.WorkflowPage", "wagtailcore.Task"),
            "wagtailcore.GroupApprovalTask",
        ),
        NOTHING_PERSONAL,
    ),
}

_LOGS: dict[str, PersonalFields] = {
    "wagtailcore.PageLogEntry": {
        **_audit("user", "label", "data"),
        **impersonal("content_type", "action", "timestamp", "uuid", "revision", "content_changed", "deleted", "page"),
    },
    "wagtailcore.ModelLogEntry": {
        **_audit("user", "label", "data", "object_id"),
        **impersonal("content_type", "action", "timestamp", "uuid", "revision", "content_changed", "deleted"),
    },
    "admin.LogEntry": {
        **_audit("user", "object_id", "object_repr", "change_message"),
        **impersonal("action_time", "content_type", "action_flag"),
    },
}

_DESK: dict[str, PersonalFields] = {
    "wagtailusers.UserProfile": _editing(
        *("user", "submitted_notifications", "approved_notifications", "rejected_notifications"),
        *("updated_comments_notifications", "preferred_language", "current_time_zone", "avatar", "dismissibles"),
        *("theme", "contrast", "density", "keyboard_shortcuts"),
    ),
    "wagtailadmin.EditingSession": {
        **_editing("user", "last_seen_at", "is_editing"),
        **impersonal("content_type", "object_id"),
    },
    "wagtailadmin.FormState": {
        **_editing("user", "data"),
        **impersonal("content_type", "object_id", "parent_object_id", "last_updated_at"),
    },
    "wagtailadmin.Admin": NOTHING_PERSONAL,
    "wagtailforms.FormSubmission": {
        **personal(Purpose.REQUEST, Retention.REQUEST, "form_data"),
        **impersonal("page", "submit_time"),
    },
    "wagtailredirects.Redirect": NOTHING_PERSONAL,
    "wagtailembeds.Embed": NOTHING_PERSONAL,  # authors of embedded works are public; embeds are off
}

_FILES: dict[str, PersonalFields] = {
    # The portal has models of its own; these stay empty.
    "wagtaildocs.Document": {
        **_editing("title", "file", "uploaded_by_user"),
        **impersonal("collection", "created_at", "file_size", "file_hash", "tags"),
    },
    "wagtailimages.Image": {
        **_editing("title", "file", "uploaded_by_user"),
        **impersonal("collection", "description", "width", "height", "created_at", "focal_point_x", "focal_point_y"),
        **impersonal("focal_point_width", "focal_point_height", "file_size", "file_hash", "tags"),
    },
    "wagtailimages.Rendition": NOTHING_PERSONAL,
    "taggit.Tag": NOTHING_PERSONAL,
    "taggit.TaggedItem": NOTHING_PERSONAL,
}

# Holds what editors may see anyway: titles and texts of pages, pictures and log-ins.
_SEARCH: dict[str, PersonalFields] = {
    "wagtailsearch.IndexEntry": {
        **_editing("title", "body", "autocomplete"),
        **impersonal("content_type", "object_id", "title_norm"),
    },
}
if connection.vendor == "postgresql":  # elsewhere the columns do not exist
    _SEARCH["wagtailsearch.IndexEntry"] = {
        **_SEARCH["wagtailsearch.IndexEntry"],
        **_editing("title_text", "body_text"),
    }
if connection.vendor == "sqlite":  # elsewhere the model does not exist
    _SEARCH["wagtailsearch.SQLiteFTSIndexEntry"] = _editing("index_entry", "title", "body", "autocomplete")

_TRANSLATIONS: dict[str, PersonalFields] = {
    "wagtail_localize.StringTranslation": {
        **_editing("last_translated_by"),
        **impersonal("translation_of", "locale", "context", "data", "translation_type", "tool_name", "created_at"),
        **impersonal("updated_at", "has_error", "field_error"),
    },
    "wagtail_localize.SegmentOverride": {
        **_editing("last_translated_by"),
        **impersonal("locale", "context", "created_at", "updated_at", "data_json", "has_error", "field_error"),
    },
    **dict.fromkeys(
        (
            *("wagtail_localize.TranslatableObject", "wagtail_localize.TranslationSource"),
            *("wagtail_localize.Translation", "wagtail_localize.TranslationLog", "wagtail_localize.String"),
            *("wagtail_localize.TranslationContext", "wagtail_localize.Template", "wagtail_localize.StringSegment"),
            *("wagtail_localize.TemplateSegment", "wagtail_localize.RelatedObjectSegment"),
            *("wagtail_localize.OverridableSegment", "wagtail_localize.LocaleSynchronization"),
        ),
        NOTHING_PERSONAL,
    ),
}

THIRD_PARTY: dict[str, PersonalFields] = {
    **_SIGN_IN,
    **_PAGES,
    **_LOGS,
    **_DESK,
    **_FILES,
    **_SEARCH,
    **_TRANSLATIONS,
}
"""Label of a model → decisions about its fields."""
