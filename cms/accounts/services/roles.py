"""The roles of people who work with the portal: groups with the least that each needs in the editors' desk."""

from enum import Enum

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.accounts.models import User
from cms.accounts.services.approval import ensure_approval
from cms.accounts.services.municipalities import ensure_municipality_groups
from cms.core.town_halls.rights import permissions


class Role(Enum):
    """A role; its value is the name of the group, as the editors' desk shows it."""

    EDITOR = "Redaktion"
    REVIEWER = "Freigabe"
    COORDINATOR = "Koordination"
    ADMINISTRATOR = "Verwaltung"


_DESK = ["wagtailadmin.access_admin"]
_OFFERS = [
    *("matching.add_offer", "matching.change_offer", "matching.view_offer"),
    *("matching.add_organization", "matching.change_organization", "matching.view_organization"),
]
_APPROVE_OFFERS = ["matching.publish_offer", "matching.delete_offer"]
# Who writes may keep others out meanwhile; who approves may let them in again (cms/core/locks.py).
_LOCK, _UNLOCK = ["wagtailcore.lock_page"], ["wagtailcore.lock_page", "wagtailcore.unlock_page"]
_LOCK_OFFERS, _UNLOCK_OFFERS = ["matching.lock_offer"], ["matching.lock_offer", "matching.unlock_offer"]
# What is edited once and shown on many pages.
_RECORDS = [
    *("core.add_reference", "core.change_reference", "core.view_reference"),
    *("core.add_contact", "core.change_contact", "core.view_contact"),
    "wagtail_localize.submit_translation",
]
# What helps visitors find: who writes a set of synonyms may also take it away again.
_SEARCH = [
    *("search.add_synonym", "search.change_synonym", "search.delete_synonym", "search.view_synonym"),
    *("search.add_promotedresult", "search.change_promotedresult"),
    *("search.delete_promotedresult", "search.view_promotedresult"),
    *("search.add_searchinvariant", "search.change_searchinvariant"),
    *("search.delete_searchinvariant", "search.view_searchinvariant"),
    *("search.view_askedwords", "search.change_askedwords"),
]
# Wagtail asks for the rights of its own models, also where a project has its own.
_FILES = [
    *("wagtailimages.add_image", "wagtailimages.change_image", "wagtailimages.choose_image"),
    *("wagtaildocs.add_document", "wagtaildocs.change_document", "wagtaildocs.choose_document"),
]
_PEOPLE = [
    *("accounts.add_user", "accounts.change_user", "accounts.delete_user", "accounts.view_user"),
    *("auth.add_group", "auth.change_group", "auth.delete_group", "auth.view_group"),
]

_MODEL_PERMISSIONS: dict[Role, list[str]] = {
    Role.EDITOR: [*_DESK, *_OFFERS, *_LOCK_OFFERS, *_RECORDS, *_SEARCH],
    Role.REVIEWER: [*_DESK, *_OFFERS, *_UNLOCK_OFFERS, *_RECORDS, *_SEARCH, *_APPROVE_OFFERS],
    Role.COORDINATOR: [*_DESK, "matching.view_offer", "matching.add_weightsrecord", "matching.view_weightsrecord"],
    Role.ADMINISTRATOR: [
        *(*_DESK, *_OFFERS, *_UNLOCK_OFFERS, *_RECORDS, *_SEARCH, *_APPROVE_OFFERS, *_PEOPLE),
        *("matching.add_weightsrecord", "matching.view_weightsrecord", "matching.change_publicationsettings"),
        *("audit.view_entry", "operating.view_condition"),
        *("wagtailredirects.add_redirect", "wagtailredirects.change_redirect", "wagtailredirects.delete_redirect"),
    ],
}
_PAGE_PERMISSIONS: dict[Role, list[str]] = {
    Role.EDITOR: ["wagtailcore.add_page", "wagtailcore.change_page", *_LOCK],
    Role.REVIEWER: ["wagtailcore.add_page", "wagtailcore.change_page", "wagtailcore.publish_page", *_UNLOCK],
    Role.COORDINATOR: [],
    Role.ADMINISTRATOR: [
        *("wagtailcore.add_page", "wagtailcore.change_page", "wagtailcore.publish_page"),
        *("wagtailcore.bulk_delete_page", *_UNLOCK),
    ],
}
_APPROVING = (Role.REVIEWER, Role.ADMINISTRATOR)
_FILE_ROLES = {Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR}


@transaction.atomic
def ensure_roles() -> dict[Role, Group]:
    """Create the groups, give each exactly its permissions, and let some approve; safe to run after an upgrade."""
    groups = {role: _ensure(role) for role in Role}
    ensure_approval(approvers=[groups[role] for role in _APPROVING])
    ensure_municipality_groups()
    return groups


def give_role(*, user: User, role: Role) -> None:
    """Give a person a role; from the next request on they need a second factor."""
    group = Group.objects.get(name=role.value)
    user.groups.add(group)
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])


def _ensure(role: Role) -> Group:
    group, _created = Group.objects.get_or_create(name=role.value)
    group.permissions.set(permissions(_MODEL_PERMISSIONS[role]))
    _set_page_permissions(group, permissions(_PAGE_PERMISSIONS[role]))
    _set_file_permissions(group, permissions(_FILES) if role in _FILE_ROLES else [])
    return group


def _set_page_permissions(group: Group, permissions: list[Permission]) -> None:
    root = Page.get_first_root_node()
    GroupPagePermission.objects.filter(group=group, page=root).exclude(permission__in=permissions).delete()
    for permission in permissions:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _set_file_permissions(group: Group, permissions: list[Permission]) -> None:
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.filter(group=group, collection=root).exclude(permission__in=permissions).delete()
    for permission in permissions:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
