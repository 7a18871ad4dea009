"""Take the demo region away, and nothing else."""

from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Site

from cms.accounts.models import User
from cms.core.models import Contact, PortalImage
from cms.demo import selectors
from cms.demo.accounts import DOMAIN, demo_users
from cms.demo.content import read_records
from cms.demo.services.errors import DemoRefusedError
from cms.mailing.models import OutboxMail
from matching import changes
from matching.models import Mentor, Offer, Organization, Profile, PublicationSettings
from matching.services import ring_bell


@transaction.atomic
def remove_demo(*, report: Callable[[str], None]) -> bool:
    """Remove companies, offers, people, pages and pictures of the region; return False when there is none.

    Roles, languages and reference data stay. Raises DemoRefusedError when somebody else's pages, offers or log-ins
    stand among those of the demonstration.
    """
    found = selectors.held()
    if found is selectors.Holds.NOTHING:
        return False
    if found is selectors.Holds.SOMETHING_ELSE:
        raise DemoRefusedError(
            f"Somebody added things of their own ({', '.join(selectors.foreign_things())}). "
            "Move or delete them first; the demo region is removed as a whole."
        )
    report(f"pages: {_remove_pages()}")
    report(f"organizations and offers: {_remove_organizations()}")
    report(f"contacts: {_remove_contacts()}")
    report(f"people: {_remove_people()}")
    PublicationSettings.objects.all().delete()
    ring_bell("core.follow_changes")
    return True


def _remove_pages() -> int:
    homes = selectors.demo_homes()
    page_ids = [pk for home in homes for pk in home.get_descendants(inclusive=True).values_list("pk", flat=True)]
    first_page = Page(title="Start", slug="home")
    Page.get_first_root_node().add_child(instance=first_page)
    Site.objects.filter(root_page__in=homes).update(root_page=first_page)
    Site.clear_site_root_paths_cache()
    for home in homes:
        # Read again: deleting the one before has changed the tree.
        Page.objects.get(pk=home.pk).delete()
    PageLogEntry.objects.filter(page_id__in=[*page_ids, first_page.pk]).delete()
    return len(page_ids)


def _remove_organizations() -> int:
    offer_ids = [str(pk) for pk in Offer.objects.filter(is_demo=True).values_list("pk", flat=True)]
    deleted, _by_model = Organization.objects.filter(is_demo=True).delete()
    offers = ContentType.objects.get_for_model(Offer)
    ModelLogEntry.objects.filter(content_type=offers, object_id__in=offer_ids).delete()
    return deleted


def _remove_contacts() -> int:
    contacts = Contact.objects.filter(key__in=[record["key"] for record in read_records("contacts")])
    deleted, _by_model = contacts.delete()
    return deleted


def _remove_people() -> int:
    users = demo_users()
    changes.record(changes.Kind.PROFILE, Profile.objects.filter(user__in=users).values_list("pk", flat=True))
    # Screenings name their interviewers and would hold them.
    Mentor.objects.filter(user__in=users).delete()
    for picture in PortalImage.objects.filter(uploaded_by_user__in=users):
        picture.delete()
    OutboxMail.objects.filter(recipient__endswith=f"@{DOMAIN}").delete()
    _end_sessions({str(pk) for pk in users.values_list("pk", flat=True)})
    n_users = users.count()
    User.objects.filter(pk__in=users.values("pk")).delete()
    return n_users


def _end_sessions(user_ids: set[str]) -> None:
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get("_auth_user_id") in user_ids:
            session.delete()
