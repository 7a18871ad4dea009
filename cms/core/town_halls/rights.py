"""Sets up a municipality's group with its rights on pages and files, and keeps them where its pages are."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from matching.models import Place

# Records carry rights per model; whose record it is, `OwnRecordsPolicy` and the gate say.
_MODEL_RIGHTS = [
    *("wagtailadmin.access_admin", "wagtail_localize.submit_translation"),
    *("core.add_contact", "core.change_contact", "core.view_contact"),
    *("matching.add_offer", "matching.change_offer", "matching.view_offer", "matching.lock_offer"),
    *("matching.add_organization", "matching.change_organization", "matching.view_organization"),
]
# Publishing is left out: what a municipality writes goes through the review.
_PAGE_RIGHTS = ["wagtailcore.add_page", "wagtailcore.change_page", "wagtailcore.lock_page"]
_FILE_RIGHTS = [
    *("wagtailimages.add_image", "wagtailimages.change_image", "wagtailimages.choose_image"),
    *("wagtaildocs.add_document", "wagtaildocs.change_document", "wagtaildocs.choose_document"),
]


@transaction.atomic
def ensure_town_hall(*, municipality: Place) -> Any:
    """Give a municipality its group, its collection and exactly their rights; safe to run again."""
    model = apps.get_model("core", "TownHall")
    hall = model.objects.select_related("group", "collection").filter(municipality=municipality).first()
    if hall is None:
        hall = model.objects.create(
            municipality=municipality,
            group=Group.objects.create(name=_free_name(f"Gemeinde {municipality.name}", municipality)),
            collection=Collection.get_first_root_node().add_child(name=f"Gemeinde {municipality.name}"[:255]),
        )
    hall.group.permissions.set(permissions(_MODEL_RIGHTS))
    _set_page_rights(hall.group, municipality)
    _set_file_rights(hall.group, hall.collection)
    return hall


def follow_page(*, page: Page, municipality_id: int) -> None:
    """See to it that a municipality's page, also one in another language, is looked after by its own group only."""
    rights = GroupPagePermission.objects.filter(page_id=page.pk, group__town_hall__isnull=False)
    rights.exclude(group__town_hall__municipality=municipality_id).delete()
    if rights.count() < len(_PAGE_RIGHTS):
        ensure_town_hall(municipality=Place.objects.get(pk=municipality_id))


@transaction.atomic
def leave_page(*, municipality_id: int) -> None:
    """Take a town hall away with its last page, unless somebody is in its group; files that are there stay."""
    hall = apps.get_model("core", "TownHall").objects.filter(municipality=municipality_id).first()
    if hall is None or hall.municipality.pages.exists() or hall.group.user_set.exists():
        return
    collection = Collection.objects.get(pk=hall.collection_id)
    hall.delete()  # and its group with it
    files = (get_image_model(), get_document_model())
    if collection.is_leaf() and not any(model.objects.filter(collection=collection).exists() for model in files):
        collection.delete()


def permissions(labels: list[str]) -> list[Permission]:
    """Find permissions by "app.codename"; a name that does not exist is an error, not a smaller role."""
    if not labels:
        return []
    wanted = Q()
    for label in labels:
        app_label, codename = label.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    found = {f"{p.content_type.app_label}.{p.codename}": p for p in Permission.objects.filter(wanted)}
    if missing := set(labels) - set(found):
        raise LookupError(f"these permissions do not exist: {', '.join(sorted(missing))}")
    return list(found.values())


def _free_name(name: str, municipality: Place) -> str:
    """Return a name that no group has: a group of that name that somebody made by hand must not get rights unseen."""
    return f"{name} ({municipality.code})" if Group.objects.filter(name=name).exists() else name


def _set_page_rights(group: Group, municipality: Place) -> None:
    roots = list(municipality.pages.values_list("pk", flat=True))
    rights = permissions(_PAGE_RIGHTS)
    GroupPagePermission.objects.filter(group=group).exclude(page__in=roots, permission__in=rights).delete()
    for page_id in roots:
        for right in rights:
            GroupPagePermission.objects.get_or_create(group=group, page_id=page_id, permission=right)


def _set_file_rights(group: Group, collection: Collection) -> None:
    rights = permissions(_FILE_RIGHTS)
    kept = {"collection": collection, "permission__in": rights}
    GroupCollectionPermission.objects.filter(group=group).exclude(**kept).delete()
    for right in rights:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)
