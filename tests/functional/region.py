"""A small region for people in a browser: pages, five companies, fourteen jobs, and everybody who signs in."""

from datetime import date

from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from cms.accounts import services as accounts
from cms.accounts.models import User
from matching import services
from matching.models import Mentor, Offer, Organization, Place, Profile, PublicationSettings
from search import indexing
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    ConsentFactory,
    MentorFactory,
    MentorScreeningFactory,
    OrganizationFactory,
    PlaceFactory,
    ProfileFactory,
    SectionPageFactory,
    UserFactory,
    serve_portal,
    set_publication_mode,
)
from tests.factories.people import PASSWORD, SECOND_FACTOR
from tests.functional.people import mechatronics

# The region's own offers; places are real, so the radius decides which of them one sees.
TOWNS = {
    "Kranichwerk GmbH": "Niesky",
    "Neißefeld Anlagenbau GmbH": "Görlitz",
    "Löbauer Fördertechnik eG": "Löbau",
    "Glaswerk Parkblick GmbH": "Bad Muskau",
    "Zittauer Webmaschinen AG": "Zittau",
}
TITLES = (
    "Mechatroniker/in für Förderanlagen",
    "Mechatroniker/in in der Instandhaltung",
    "Mechatroniker/in für den Prüfstand",
)
N_OFFERS = 14
MENTORS = {"Katrin": "Görlitz", "Tomasz": "Niesky", "Mira": "Löbau"}
SURNAME = "Geheimnisvoll"


def build_region() -> None:
    """Write pages, companies and jobs, and make them searchable."""
    accounts.ensure_roles()
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    home = serve_portal()
    companies = [_company(name, PlaceFactory(name=town)) for name, town in TOWNS.items()]
    index = CompanyIndexPageFactory(parent=home, show_in_menus=True)
    for company in companies:
        CompanyPageFactory(parent=index, organization=company)
    doors = ("arrive", "Ankommen"), ("work", "Arbeiten"), ("learn", "Lernen"), ("live", "Leben")
    sections = [SectionPageFactory(parent=home, title=title, slug=title.lower(), door=door) for door, title in doors]
    for title in ("Neue Wohnung anmelden", "Kita-Platz finden", "Deutsch lernen"):
        ArticlePageFactory(parent=sections[0], title=title)
    for number in range(N_OFFERS):
        publish_job(number, companies[number % len(companies)])
    indexing.rebuild()


def _company(name: str, place: Place) -> Organization:
    return OrganizationFactory(name=name, place=place)


def publish_job(number: int, company: Organization) -> Offer:
    """Publish a job as the services do; no two are alike."""
    offer = Offer(
        organization=company,
        title=f"{TITLES[number % len(TITLES)]} {number + 1}",
        summary="Sie bauen Anlagen auf, lesen Schaltpläne und halten sie am Laufen.",
        description="Sie arbeiten in einem Team aus sechs Leuten. Wer neu ist, wird vier Wochen begleitet.",
        place=company.place,
        occupation=mechatronics(),
        hours_min=20 + number,
        hours_max=38,
        website="https://kranichwerk.example/stellen/mechatronik",
    )
    return services.publish_offer(offer=offer)


def make_alumna() -> Profile:
    """Return Jana, who lives in Leipzig and looks around Niesky."""
    user = UserFactory(email="jana@heimathafen.example", first_name="Jana")
    profile = ProfileFactory(user=user, occupation_text="Mechatronikerin", radius_km=50)
    profile.occupations.add(mechatronics())
    ConsentFactory(user=user)
    return profile


def make_youth(years: int) -> Profile:
    """Return Mila, who turned this old this year or in the last days of the year before; nobody has agreed yet."""
    today = timezone.localdate()
    return ProfileFactory(
        user=UserFactory(email=f"mila-{years}@heimathafen.example"),
        kind=Profile.Kind.YOUTH,
        first_name="Mila",
        birth_date=date(today.year - years, today.month, min(today.day, 28)),
        interests=["technology", "people"],
        languages=["de"],
        radius_km=40,
    )


def make_mentors() -> list[Mentor]:
    """Return three screened mentors, whose surnames and addresses would be noticed, and one who is not screened."""
    mentors = [_mentor(name, town) for name, town in MENTORS.items()]
    for mentor in mentors:
        MentorScreeningFactory(mentor=mentor)
    return [*mentors, _mentor("Uwe", "Niesky")]


def _mentor(first_name: str, town: str) -> Mentor:
    user = UserFactory(
        first_name=first_name, last_name=SURNAME, email=f"{first_name.lower()}.{SURNAME.lower()}@heimathafen.example"
    )
    return MentorFactory(
        user=user,
        first_name=first_name,
        occupation=mechatronics(),
        place=PlaceFactory(name=town),
        interests=["technology", "people"],
    )


def make_publisher() -> User:
    """Return somebody who may publish offers at the desk, with password and authenticator."""
    return make_staff(accounts.Role.REVIEWER, email="freigabe@landkreis.example")


def make_staff(role: accounts.Role, *, email: str) -> User:
    """Return a member of staff with password and authenticator."""
    user = UserFactory(email=email, password=PASSWORD)
    accounts.give_role(user=user, role=role)
    TOTP.activate(user, SECOND_FACTOR)
    return user
