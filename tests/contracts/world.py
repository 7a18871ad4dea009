"""A small portal with one person per role and one thing of each state, for the tables of outcomes."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site

from cms.accounts import services as accounts
from cms.accounts import sessions
from cms.accounts.models import Invitation, User
from cms.accounts.tokens import invitation_token
from cms.core.seo import picture_address
from cms.welcome.models import ArticlePage, HomePage
from matching.engine import load_taxonomy
from matching.models import Mentor, Occupation, Offer, OfferOccupation, Place, Profile, PublicationSettings
from tests.contracts.url_outcomes import Role
from tests.factories import (
    ArticlePageFactory,
    ConsentFactory,
    MentorFactory,
    MentorScreeningFactory,
    MunicipalityPageFactory,
    OccupationFactory,
    OfferFactory,
    OrganizationFactory,
    PlaceFactory,
    ProfileFactory,
    UserFactory,
    serve_portal,
    set_publication_mode,
)
from tests.factories.events import EventIndexPageFactory, EventPageFactory
from tests.factories.people import PASSWORD

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ADMINISTRATORS = accounts.Role.ADMINISTRATOR
STAFF = {
    Role.EDITOR: accounts.Role.EDITOR,
    Role.EDITOR_WITHOUT_SECOND_FACTOR: accounts.Role.EDITOR,
    Role.COORDINATOR: accounts.Role.COORDINATOR,
    Role.ADMINISTRATOR: ADMINISTRATORS,
}


@dataclass(frozen=True)
class World:
    """Who is there, signed in, and what the tables call the things."""

    things: Mapping[str, object]
    rows: Mapping[str, object]
    municipality_rows: Mapping[str, object]
    people: Mapping[Role, User | None]
    session_keys: Mapping[Role, str]

    def rows_for(self, role: Role) -> Mapping[str, object]:
        """Return the things that a role works on: a municipality's editor on their own, the others on any."""
        return {**self.rows, **(self.municipality_rows if role is Role.MUNICIPALITY_EDITOR else {})}

    def browser(self, role: Role, **options: bool) -> Client:
        """Return a new browser with the session of a role; an exception becomes the page that visitors would see."""
        client = Client(raise_request_exception=False, **options)
        if key := self.session_keys.get(role):
            client.cookies["sessionid"] = key
        return client


def make_world() -> World:
    """Write everything into the database."""
    accounts.ensure_roles()
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    people = _people()
    things = {
        "unknown_id": uuid.uuid4(),
        **_offers(),
        **_mentors(),
        **_pages(),
        **_events(),
        **_files(),
        **_logins(people),
    }
    keys = {role: session_key(user, has_second_factor=role in _PROVEN) for role, user in people.items() if user}
    invitation = _invitation(people)
    things["open_invitation"] = invitation_token(invitation)
    rows = {**_rows(people[Role.ALUMNA]), "invitation": invitation.pk}
    return World(things=things, rows=rows, municipality_rows=_own_rows(), people=people, session_keys=keys)


_PROVEN = {Role.EDITOR, Role.MUNICIPALITY_EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR}


def _people() -> dict[Role, User | None]:
    people: dict[Role, User | None] = {Role.VISITOR: None}
    alumna = ProfileFactory(occupation_text="Mechatronikerin", radius_km=50)
    alumna.occupations.add(_mechatronics())
    ConsentFactory(user=alumna.user)
    people[Role.ALUMNA] = alumna.user
    youth = ProfileFactory(
        kind=Profile.Kind.YOUTH, first_name="Mila", birth_date=_sixteen_years_ago(), interests=["technology"]
    )
    ConsentFactory(user=youth.user, purpose="mentoring")
    people[Role.YOUTH] = youth.user
    people[Role.MENTOR] = _mentor("Katrin").user
    for role in (*STAFF, Role.MUNICIPALITY_EDITOR):
        user = UserFactory(email=f"{role.value}@landkreis.example", password=PASSWORD)
        if role is Role.MUNICIPALITY_EDITOR:
            accounts.give_municipality(user=user, municipality=PlaceFactory())
        else:
            accounts.give_role(user=user, role=STAFF[role])
        if role in _PROVEN:
            TOTP.activate(user, TOTP_SECRET)
        people[role] = user
    return people


def _sixteen_years_ago() -> date:
    today = timezone.localdate()
    return date(today.year - 16, today.month, min(today.day, 28))


def _offers() -> dict[str, UUID]:
    company = OrganizationFactory()
    offers = {
        "open_offer": OfferFactory(organization=company),
        "draft_offer": OfferFactory(organization=company, live=False),
        "expired_offer": OfferFactory(organization=company, expired_yesterday=True),
    }
    for offer in offers.values():
        OfferOccupation.objects.create(offer=offer, occupation=_mechatronics(), confidence=0.9)
    return {name: offer.public_id for name, offer in offers.items()}


def _mentors() -> dict[str, UUID]:
    screened, unscreened = _mentor("Tomasz"), _mentor("Uwe")
    MentorScreeningFactory(mentor=screened)
    return {"screened_mentor": screened.public_id, "unscreened_mentor": unscreened.public_id}


def _pages() -> dict[str, str]:
    home = serve_portal()
    article = ArticlePageFactory(parent=home, title="Anmelden", slug="anmelden-bei-der-gemeinde")
    ArticlePageFactory(parent=home, title="Entwurf", slug="entwurf", live=False)
    private = ArticlePageFactory(parent=home, title="Intern", slug="intern")
    restriction = PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.set(Group.objects.filter(name=ADMINISTRATORS.value))
    stamp = picture_address.of_page(article).removesuffix(".png").rpartition("-")[2]
    shared = {"shared_page": str(article.pk), "shared_page_stamp": stamp}
    return {"article_path": f"{article.slug}/", "draft_path": "entwurf/", "private_path": "intern/", **shared}


def _events() -> dict[str, UUID]:
    index = EventIndexPageFactory(parent=HomePage.objects.get())
    in_ten_days = timezone.now() + timedelta(days=10)
    events = {
        "event_key": EventPageFactory(parent=index, starts_at=in_ten_days, ends_at=None),
        "draft_event_key": EventPageFactory(parent=index, starts_at=in_ten_days, ends_at=None, live=False),
        "private_event_key": EventPageFactory(parent=index, starts_at=in_ten_days, ends_at=None),
    }
    PageViewRestriction.objects.create(page=events["private_event_key"], restriction_type=PageViewRestriction.LOGIN)
    return {name: event.translation_key for name, event in events.items()}


def _files() -> dict[str, object]:
    pictures = Path(settings.MEDIA_ROOT) / "images"
    pictures.mkdir(parents=True, exist_ok=True)
    (pictures / "marktplatz.width-100.png").write_bytes(b"a picture")
    root = Collection.get_first_root_node()
    closed = root.add_child(name="Intern")
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.set(Group.objects.filter(name=ADMINISTRATORS.value))
    make = get_document_model().objects.create
    opened = make(title="Offen", collection=root, file=ContentFile(b"offen", "open.txt"), file_size=5)
    private = make(title="Intern", collection=closed, file=ContentFile(b"intern", "private.txt"), file_size=6)
    return {
        "picture_path": "marktplatz.width-100.png",
        "open_document": opened.pk,
        "open_document_name": opened.filename,
        "private_document": private.pk,
        "private_document_name": private.filename,
    }


def _rows(alumna: User | None) -> dict[str, object]:
    """Return the row numbers of things that the desk addresses by them."""
    assert alumna
    offer = Offer.objects.get(live=False)
    offer.save_revision()
    image = get_image_model().objects.create(title="Marktplatz", file=get_test_image_file(), is_decorative=True)
    image.get_file_size()  # measured once, at the first look
    return {
        "article": ArticlePage.objects.get(slug="anmelden-bei-der-gemeinde").pk,
        "home": HomePage.objects.get().pk,
        "document": get_document_model().objects.get(title="Offen").pk,
        "image": image.pk,
        "collection": Collection.get_first_root_node().pk,
        "redirect": Redirect.objects.create(old_path="/alt", redirect_link="/").pk,
        "offer": offer.pk,
        "organization": offer.organization_id,
        "occupation": Occupation.objects.get().pk,
        "place": Place.objects.first().pk,
        "user": alumna.pk,
        "group": Group.objects.first().pk,
        "site": Site.objects.get().pk,
        "locale": Locale.objects.get(language_code="de").pk,
        "settings": PublicationSettings.load().pk,
    }


def _own_rows() -> dict[str, object]:
    """Return what the municipality's editor calls their own; what else the tables name belongs to the district."""
    place = Place.objects.get(town_hall__isnull=False)
    root = MunicipalityPageFactory(parent=HomePage.objects.get(), place=place)
    own = {"collection": place.town_hall.collection}
    image = get_image_model().objects.create(title="Rathaus", file=get_test_image_file(), is_decorative=True, **own)
    image.get_file_size()
    document = get_document_model().objects.create(
        title="Satzung", file=ContentFile(b"satz", "satzung.txt"), file_size=4, **own
    )
    article = ArticlePageFactory(parent=root, title="Bürgerbüro")
    return {"article": article.pk, "home": root.pk, "image": image.pk, "document": document.pk}


def _logins(people: Mapping[Role, User | None]) -> dict[str, UUID]:
    return {f"{role.value}s_login": user.public_id for role, user in people.items() if user}


def _invitation(people: Mapping[Role, User | None]) -> Invitation:
    boss = people[Role.ADMINISTRATOR]
    assert boss
    return accounts.invite(email="neu@landkreis.example", role=Invitation.Role.EDITOR, invited_by=boss)


def _mentor(first_name: str) -> Mentor:
    return MentorFactory(first_name=first_name, occupation=_mechatronics())


def _mechatronics() -> Occupation:
    understood = load_taxonomy().find_occupations("Mechatroniker", limit=1)[0]
    found = Occupation.objects.filter(pk=understood.id).first()
    return found or OccupationFactory(id=UUID(understood.id), label_de=understood.label)


def session_key(user: User, *, has_second_factor: bool) -> str:
    """Return the key of a session that began just now, as after signing in on the way that is meant for the role."""
    client = Client()
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    sessions.begin(request.session)
    if user.has_usable_password():
        sessions.record_proof(request, user, "password", *(["mfa"] if has_second_factor else []))
    else:
        sessions.record_proof(request, user, "code")
    request.session.save()
    return str(client.session.session_key)
