"""Build the demo region with the services that real data goes through."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date

from django.db import transaction
from django.utils import timezone, translation

from cms.accounts.services import ensure_roles
from cms.core.references import load_references
from cms.demo import selectors
from cms.demo.services.company_pictures import build_company_pictures
from cms.demo.services.contacts import build_contacts
from cms.demo.services.errors import DemoRefusedError
from cms.demo.services.mentors import build_mentors
from cms.demo.services.named_people import build_named_users
from cms.demo.services.offers import build_offers
from cms.demo.services.organizations import build_organizations
from cms.demo.services.pages import World, build_company_pages, build_pages
from cms.demo.services.pictures import build_portraits
from cms.demo.services.places import Places
from cms.demo.services.profiles import build_alumni, build_youths
from matching.models import PublicationSettings

SEED = 14626  # the key of the district


def build_demo(*, report: Callable[[str], None], seed: int = SEED, today: date | None = None) -> bool:
    """Build the region; return False when it is there already.

    Everything happens in one transaction, so an interrupted build leaves nothing behind. The same seed gives the same
    region; dates are relative to `today`. Raises DemoRefusedError on a database that holds anything else.
    """
    today = today or timezone.localdate()
    with transaction.atomic(), ExitStack() as undo, translation.override("de"):
        if not _is_needed():
            return False
        places = Places()
        if not places:
            raise DemoRefusedError("Reference data is missing. Run `manage.py load_reference_data` first.")
        ensure_roles()
        users = build_named_users()
        report(f"people with a role: {len(users)}")
        organizations = build_organizations(seed=seed, places=places)
        report(f"organizations: {len(organizations)}")
        report(f"offers: {build_offers(seed=seed, today=today, organizations=organizations, places=places)}")
        portraits = build_portraits(owner=users["editor"], undo=undo)
        report(f"portraits: {len(portraits)}")
        mentors = build_mentors(
            seed=seed, today=today, organizations=organizations, places=places, users=users, portraits=portraits
        )
        report(f"mentors: {mentors}")
        report(f"youths: {build_youths(seed=seed, today=today, places=places)}")
        report(f"alumni: {build_alumni(seed=seed, today=today, places=places)}")
        load_references()  # what the pages rest on; it stays when the region is removed
        contacts = build_contacts(portraits=portraits)
        report(f"contacts: {len(contacts)}")
        world = World(today=today, places=places, contacts=contacts, portraits=portraits)
        pages = build_pages(owner=users["editor"], world=world)
        n_company_pages = build_company_pages(
            owner=users["editor"],
            organizations=organizations,
            pages=pages,
            pictures=build_company_pictures(owner=users["editor"], organizations=organizations, undo=undo),
        )
        report(f"pages: {sum(map(len, pages.values())) + n_company_pages}")
        _run_as_carrier()
        undo.pop_all()
    return True


def _is_needed() -> bool:
    found = selectors.held()
    if found is selectors.Holds.SOMETHING_ELSE:
        raise DemoRefusedError(
            f"This database holds other things ({', '.join(selectors.foreign_things())}). The demo region is built "
            "into an empty one: set DATABASE_URL or VAR_DIR to a new place."
        )
    return found is selectors.Holds.NOTHING


def _run_as_carrier() -> None:
    """A private association runs the demonstration, so the public list of offers is allowed; the imprint says so."""
    publication = PublicationSettings.load()
    publication.mode = PublicationSettings.Mode.CARRIER
    publication.save()
