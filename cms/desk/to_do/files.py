"""What is to do with pictures: words for those who do not see them, and rights that end."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.images.permissions import permission_policy

from cms.accounts.models import User
from cms.core.models import PortalImage
from cms.desk.to_do.entries import Entries, Entry
from cms.desk.to_do.pages import SOON

_FIELDS = ("title", "alternative_text", "is_decorative", "valid_until")


def pictures(user: User) -> Entries:
    """Return pictures that say nothing to people who do not see them, and pictures whose right of use ends."""
    last = timezone.localdate() + SOON
    says_nothing = Q(alternative_text="", is_decorative=False)
    mine = permission_policy.instances_user_has_permission_for(user, "change")
    found = list(mine.filter(says_nothing | Q(valid_until__lte=last)).order_by("-created_at").only(*_FIELDS))
    return {
        "alternatives": [_entry(one) for one in found if not one.alternative_text and not one.is_decorative],
        "picture-rights": [
            _entry(one, note=date_format(one.valid_until, "SHORT_DATE_FORMAT"))
            for one in found
            if one.valid_until and one.valid_until <= last
        ],
    }


def _entry(picture: PortalImage, *, note: str = "") -> Entry:
    return Entry(title=picture.title, url=reverse("wagtailimages:edit", args=[picture.pk]), note=note)
