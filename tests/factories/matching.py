"""Places, taxonomy, organizations and offers. Places are real, so that distances are; companies are invented."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from matching.engine import fold
from matching.models import Occupation, Offer, Organization, Place, PublicationSettings, Skill

# Name: official key, postcode, latitude, longitude, population.
MUNICIPALITIES = {
    "Niesky": ("14626370", "02906", 51.2938, 14.8231, 9402),
    "Görlitz": ("14626110", "02826", 51.1553, 14.9880, 56324),
    "Zittau": ("14626610", "02763", 50.8964, 14.8064, 25381),
    "Löbau": ("14626290", "02708", 51.0965, 14.6644, 14643),
    "Bad Muskau": ("14626010", "02953", 51.5452, 14.7217, 3716),
    "Leipzig": ("14713000", "04109", 51.3383, 12.3779, 587857),
}


class PlaceFactory(DjangoModelFactory):
    """A municipality: `PlaceFactory(name="Zittau")`; the same name gives the same place."""

    class Meta:
        model = Place
        django_get_or_create = ("code",)

    name = "Niesky"
    kind = Place.Kind.MUNICIPALITY
    code = factory.LazyAttribute(lambda place: MUNICIPALITIES[place.name][0])
    folded_name = factory.LazyAttribute(lambda place: fold(place.name))
    postcode = factory.LazyAttribute(lambda place: MUNICIPALITIES[place.name][1])
    district_code = factory.LazyAttribute(lambda place: place.code[:5])
    latitude = factory.LazyAttribute(lambda place: MUNICIPALITIES[place.name][2])
    longitude = factory.LazyAttribute(lambda place: MUNICIPALITIES[place.name][3])
    population = factory.LazyAttribute(lambda place: MUNICIPALITIES[place.name][4])


class _ConceptFactory(DjangoModelFactory):
    id = factory.LazyFunction(uuid.uuid4)
    folded_labels = factory.LazyAttribute(lambda made: f"|{fold(made.label_de)}|{fold(made.label_en)}|")


class OccupationFactory(_ConceptFactory):
    """An occupation; its id is not one of ESCO unless given."""

    class Meta:
        model = Occupation

    label_de = "Mechatroniker/Mechatronikerin"
    label_en = "mechatronics technician"
    isco = "7412"


class SkillFactory(_ConceptFactory):
    """A skill; its id is not one of ESCO unless given."""

    class Meta:
        model = Skill

    label_de = "Schaltpläne lesen"
    label_en = "read circuit diagrams"


class OrganizationFactory(DjangoModelFactory):
    """An invented company in Niesky."""

    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Kranichwerk {n + 1} GmbH")
    place = factory.SubFactory(PlaceFactory)
    industry = "Maschinenbau"
    n_employees = 86
    website = "https://kranichwerk.example/"
    description = "Wir bauen Förderanlagen, die Glas, Holz und Pakete bewegen."


class OfferFactory(DjangoModelFactory):
    """An open job; `live=False` for a draft, `expired_yesterday=True` for one whose window is over.

    The row is written directly: neither a revision nor the understood occupations come with it
    (`matching.services.publish_offer` makes both).
    """

    class Meta:
        model = Offer

    class Params:
        expired_yesterday = factory.Trait(
            expire_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
        )

    organization = factory.SubFactory(OrganizationFactory)
    place = factory.SelfAttribute("organization.place")
    title = factory.Sequence(lambda n: f"Mechatroniker/in für Montage {n + 1}")
    summary = "Sie bauen Anlagen auf und halten sie am Laufen."
    description = "Sie lesen Schaltpläne, finden Fehler und erklären sie den Kollegen."
    hours_min = 30
    hours_max = 38
    website = "https://kranichwerk.example/stellen/mechatronik"
    live = True
    first_published_at = factory.LazyFunction(timezone.now)
    last_published_at = factory.SelfAttribute("first_published_at")
    expire_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


def set_publication_mode(mode: PublicationSettings.Mode) -> None:
    """Choose how offers are shown to the public."""
    settings = PublicationSettings.load()
    settings.mode = mode
    settings.save()
