"""Who and what the tests with several processes need: alumnae, jobs that suit them, and somebody at the desk."""

from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP

from cms.accounts import services as accounts
from matching import services
from matching.engine import load_taxonomy
from matching.models import Consent, Occupation, Offer, Organization, Profile, Skill
from tests.factories import ConsentFactory, OccupationFactory, OrganizationFactory, ProfileFactory, UserFactory
from tests.factories.people import PASSWORD
from tests.support.processes import session_of

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def mechatronics() -> Occupation:
    """Return an occupation that the engine knows, with the skills that belong to it."""
    taxonomy = load_taxonomy()
    known = taxonomy.occupation(taxonomy.find_occupations("Mechatroniker", limit=1)[0].id)
    skills = [taxonomy.skill(one) for one in (*known.essential, *known.optional)]
    Skill.objects.bulk_create(
        [Skill(id=one.id, label_de=one.label_de, label_en=one.label_en) for one in skills], ignore_conflicts=True
    )
    found = Occupation.objects.filter(pk=known.id).first()
    return found or OccupationFactory(id=UUID(known.id), label_de=known.label_de)


def publish_job(title: str, *, organization: Organization | None = None) -> Offer:
    """Publish a job as the services do."""
    organization = organization or OrganizationFactory()
    offer = Offer(
        organization=organization,
        title=title,
        summary="Sie bauen Anlagen auf und halten sie am Laufen.",
        place=organization.place,
        # With an occupation named, few rows of the taxonomy are needed.
        occupation=mechatronics(),
        hours_min=30,
        hours_max=38,
    )
    return services.publish_offer(offer=offer)


def make_alumna() -> Profile:
    """Return somebody who agreed to recommendations and whom the jobs suit."""
    profile = ProfileFactory(occupation_text="Mechatronikerin", radius_km=500)
    profile.occupations.add(mechatronics())
    ConsentFactory(user=profile.user)
    return profile


def make_alumnae(n_people: int) -> list[int]:
    """Return the row numbers of many alumnae who are alike."""
    model = make_alumna()
    occupation = mechatronics()
    users = type(model.user).objects.bulk_create(
        UserFactory.build(email=f"alumna-{number}@heimathafen.example", password="!") for number in range(1, n_people)
    )
    shared = ("kind", "first_name", "birth_date", "place", "radius_km", "hours_min", "hours_max", "occupation_text")
    same = {name: getattr(model, name) for name in shared}
    profiles = Profile.objects.bulk_create(Profile(user=user, **same) for user in users)
    Profile.occupations.through.objects.bulk_create(
        Profile.occupations.through(profile=profile, occupation=occupation) for profile in profiles
    )
    agreed = Consent.objects.get()
    Consent.objects.bulk_create(
        Consent(user=user, purpose=agreed.purpose, text_version=agreed.text_version, confirmed_at=agreed.confirmed_at)
        for user in users
    )
    return [model.pk, *(profile.pk for profile in profiles)]


def administrators_session() -> str:
    """Return the session of somebody who publishes at the desk, with password and second factor given."""
    accounts.ensure_roles()
    user = UserFactory(email="verwaltung@landkreis.example", password=PASSWORD)
    accounts.give_role(user=user, role=accounts.Role.ADMINISTRATOR)
    TOTP.activate(user, TOTP_SECRET)
    return session_of(user, "password", "mfa")
