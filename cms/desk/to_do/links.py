"""What is to do with links that lead nowhere."""

from django.contrib.admin.utils import quote
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.permissions import page_permission_policy

from cms.accounts.models import User
from cms.core.town_halls.ownership import own
from cms.desk.to_do.entries import Entries, Entry
from cms.links.models import PlacedLink, Problem
from cms.links.selectors import links_to_nowhere
from matching.models import Offer, Organization

MOST_LETTERS = 80  # of an address: the note shall stay one
_ROWS = (
    *("words", "to_page", "to_document", "link__address", "link__failing_since", "link__problem", "page__title"),
    *("page__path", "organization__name", "organization__place__municipality", "offer__title", "reference__reference"),
)


def links(user: User) -> Entries:
    """Return the links that lead nowhere where this person can mend them, the longest broken first."""
    found = (
        links_to_nowhere()
        .filter(_mine(user))
        .select_related(*("link", "page", "organization__place", "offer__organization__place", "reference"))
    )
    found = found.only(*_ROWS, "organization__place_id", "offer__organization__place__municipality")
    entries: dict[tuple[str, object], Entry] = {}
    for one in found.order_by("link__failing_since", "pk"):
        entries.setdefault((_url(one), _goal(one)), _entry(one))
    return {"links": list(entries.values())}


def _mine(user: User) -> Q:
    mine = Q(page__in=page_permission_policy.instances_user_has_permission_for(user, "change").values("pk"))
    if user.has_perm("matching.change_organization"):
        mine |= Q(organization__in=own(Organization.objects.all(), user).values("pk"))
    if user.has_perm("matching.change_offer"):
        mine |= Q(offer__in=own(Offer.objects.all(), user).values("pk"))
    if user.has_perm("core.change_reference"):
        mine |= Q(reference__isnull=False)
    return mine


def _entry(one: PlacedLink) -> Entry:
    return Entry(
        title=_title(one),
        url=_url(one),
        note=_note(one),
        path=one.page.path if one.page else "",
        place_id=_place(one),
    )


def _title(one: PlacedLink) -> str:
    if one.page:
        return one.page.title
    if one.organization:
        return one.organization.name
    return one.offer.title if one.offer else str(one.reference.reference if one.reference else "")


def _url(one: PlacedLink) -> str:
    if one.page_id:
        return reverse("wagtailadmin_pages:edit", args=[one.page_id])
    if one.organization_id:
        return reverse("wagtailsnippets_matching_organization:edit", args=[quote(one.organization_id)])
    if one.offer_id:
        return reverse("wagtailsnippets_matching_offer:edit", args=[quote(one.offer_id)])
    return reverse("wagtailsnippets_core_reference:edit", args=[quote(one.reference_id or 0)])


def _place(one: PlacedLink) -> int | None:
    organization = one.organization or (one.offer.organization if one.offer else None)
    return (organization.place.municipality_id or organization.place_id) if organization else None


def _goal(one: PlacedLink) -> object:
    return one.link_id or (one.to_page, one.to_document)


def _note(one: PlacedLink) -> str:
    """Say which link it is, what is the matter, and since when."""
    words = _("“%(words)s”") % {"words": one.words} if one.words else ""
    if one.link is None:
        matter = _("its page is not public") if one.to_page else _("its document is gone")
        return " – ".join(part for part in (words, matter) if part)
    address = one.link.address if len(one.link.address) <= MOST_LETTERS else f"{one.link.address[:MOST_LETTERS]}…"
    since = date_format(one.link.failing_since, "SHORT_DATE_FORMAT") if one.link.failing_since else ""
    matter = _("%(problem)s, since %(day)s") % {"problem": Problem(one.link.problem).label, "day": since}
    return " – ".join(part for part in (words, address, matter) if part)
