"""Log-ins, profiles, mentors and consents."""

from datetime import date, timedelta

import factory
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from factory.django import DjangoModelFactory

from cms.accounts import services, sessions
from cms.accounts.models import User
from matching.models import Consent, Mentor, MentorScreening, Profile
from tests.factories.matching import OccupationFactory, PlaceFactory

PASSWORD = "Umgebindehaus-1789"
SECOND_FACTOR = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class UserFactory(DjangoModelFactory):
    """Somebody who signs in by e-mail code."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n + 1}@heimathafen.example")

    @classmethod
    def _create(cls, model_class: type[User], *args: object, **fields: object) -> User:
        return model_class.objects.create_user(*args, **fields)


class AdministratorFactory(UserFactory):
    """Staff with all rights and a password."""

    email = factory.Sequence(lambda n: f"office-{n + 1}@heimathafen.example")
    password = PASSWORD
    is_staff = True
    is_superuser = True


class ProfileFactory(DjangoModelFactory):
    """An alumna in Leipzig who looks around Niesky; `kind=Profile.Kind.YOUTH` for a youth."""

    class Meta:
        model = Profile

    user = factory.SubFactory(UserFactory)
    kind = Profile.Kind.ALUMNA
    first_name = "Jana"
    birth_date = date(1994, 5, 17)
    place = factory.SubFactory(PlaceFactory)
    radius_km = 30
    hours_min = 30
    hours_max = 40


class ConsentFactory(DjangoModelFactory):
    """A confirmed consent of the person."""

    class Meta:
        model = Consent

    user = factory.SubFactory(UserFactory)
    purpose = Consent.For.RECOMMENDATIONS
    text_version = "2026-11"
    confirmed_at = factory.LazyFunction(timezone.now)


class GuardianConsentFactory(ConsentFactory):
    """A guardian's consent to mentoring, confirmed by the second channel."""

    purpose = Consent.For.MENTORING
    given_by = Consent.GivenBy.GUARDIAN
    second_channel_at = factory.LazyFunction(timezone.now)


class MentorFactory(DjangoModelFactory):
    """A mentor without screening, so invisible; add `MentorScreeningFactory(mentor=…)`."""

    class Meta:
        model = Mentor

    user = factory.SubFactory(UserFactory)
    first_name = "Mandy"
    statement = "Ich zeige dir, wie ein Förderband laufen lernt."
    occupation = factory.SubFactory(OccupationFactory)
    place = factory.SubFactory(PlaceFactory)
    languages = ["de"]
    interests = ["technology"]


class MentorScreeningFactory(DjangoModelFactory):
    """A complete screening, valid for a year."""

    class Meta:
        model = MentorScreening

    mentor = factory.SubFactory(MentorFactory)
    certificate_seen_on = factory.LazyFunction(timezone.localdate)
    training_done_on = factory.LazyFunction(timezone.localdate)
    first_interviewer = factory.SubFactory(UserFactory)
    second_interviewer = factory.SubFactory(UserFactory)
    valid_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))


def sign_in_staff(client: Client, user: User) -> None:
    """Sign staff in as if password and second factor had just been given."""
    services.give_second_factor(user=user, secret=SECOND_FACTOR)
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    sessions.record_proof(request, user, "password", "mfa")
    request.session.save()
