"""What somebody may do, in the handbook's words."""

from dataclasses import dataclass

from wagtail.permissions import page_permission_policy

from cms.accounts.models import User
from cms.core.town_halls.ownership import municipalities_of


@dataclass(frozen=True, slots=True)
class Rights:
    """What the handbook tells of; `district` is the work for the whole portal, not for one municipality only."""

    pages: bool
    district: bool
    publish: bool
    unlock: bool
    delete: bool
    records: bool
    offers: bool
    change_offers: bool
    publish_offers: bool
    search: bool
    people: bool
    condition: bool


def rights_of(user: User) -> Rights:
    """Return what somebody may do."""
    may, may_with_pages = user.has_perm, page_permission_policy.user_has_permission
    pages = may_with_pages(user, "change")
    return Rights(
        pages=pages,
        district=pages and municipalities_of(user) is None,
        publish=may_with_pages(user, "publish"),
        unlock=may_with_pages(user, "unlock"),
        delete=may_with_pages(user, "bulk_delete"),
        records=may("core.change_contact"),
        offers=may("matching.view_offer"),
        change_offers=may("matching.change_offer"),
        publish_offers=may("matching.publish_offer"),
        search=may("search.change_promotedresult"),
        people=may("accounts.change_user"),
        condition=may("operating.view_condition"),
    )
