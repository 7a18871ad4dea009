"""A canary in everything that is not for everybody: no source ever sings it."""

import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction

from cms.accounts.models import User
from matching.models import PublicationSettings
from search import documents
from search.documents.decisions import NOT_SEARCHABLE, PERSONAL
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    FormPageFactory,
    MentorFactory,
    OccupationFactory,
    OfferFactory,
    OrganizationFactory,
    PlaceFactory,
    ProfileFactory,
    SectionPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
    UserFactory,
    serve_portal,
    set_publication_mode,
    translate_page,
)
from tests.factories.records import ContactFactory, make_picture
from tests.search.documents.full_portal import publish_everything, stored_file, story_with

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel7461"
NOW = timezone.now()
STATES = {
    "draft": {"live": False},
    "scheduled": {"go_live_at": NOW + timedelta(days=1)},
    "expired": {"expire_at": NOW - timedelta(seconds=1)},
}


@pytest.fixture
def home():
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    return serve_portal()


def sung():
    """Return every document and every facet's label that tells the canary."""
    loaded = [document for source in documents.sources() for document in source.load()]
    labels = [
        source.facet_labels(facet, {value})
        for source in documents.sources()
        for facet, value in {pair for document in loaded for pair in document.facets}
    ]
    assert loaded
    return [told for told in map(str, [*loaded, *labels]) if CANARY in told]


def restrict(page, restriction):
    made = PageViewRestriction.objects.create(page=page, restriction_type=restriction, password=CANARY)
    if restriction == PageViewRestriction.GROUPS:
        made.groups.add(Group.objects.create(name=CANARY))


def test_the_canary_would_be_heard():
    publish_everything(CANARY)

    heard = sung()

    assert all(any(f"source='{name}'" in told for told in heard) for name in ("page", "document", "offer"))
    assert any(told.startswith("{") for told in heard)  # a facet's label


@pytest.mark.parametrize("state", STATES)
def test_pages_that_are_not_live_are_silent(home, state):
    section = SectionPageFactory(parent=home, title=f"{CANARY} Bereich", **STATES[state])
    ArticlePageFactory(parent=section, title="Darunter")
    ArticlePageFactory(parent=home, title=CANARY, summary=CANARY, search_keywords=CANARY, **STATES[state])
    hidden = ContactFactory(name=CANARY, role=CANARY)
    page = ArticlePageFactory(parent=home, story=story_with(contact=hidden, file=stored_file(title=CANARY)))
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(**STATES[state])

    assert sung() == []


@pytest.mark.parametrize("restriction", ["password", "login", "groups"])
def test_private_pages_are_silent_with_all_below_and_all_in_their_stead(home, restriction):
    section = SectionPageFactory(parent=home, title=CANARY)
    page = ArticlePageFactory(
        parent=section,
        title=CANARY,
        story=story_with(contact=ContactFactory(name=CANARY), file=stored_file(title=CANARY)),
    )
    page.save_revision().publish()
    CompanyPageFactory(parent=CompanyIndexPageFactory(parent=section), organization=OrganizationFactory(name=CANARY))
    translate_page(home, title="Welcome")
    section.copy_for_translation(Locale.objects.get(language_code="en"), alias=True, copy_parents=True)

    restrict(section, restriction)

    assert sung() == []


def test_a_page_s_drafts_and_notes_for_editors_are_silent(home):
    page = ArticlePageFactory(parent=home, responsible=CANARY, source=CANARY)
    page.title = page.summary = page.search_keywords = CANARY
    page.save_revision()
    FormPageFactory(parent=home, recipient=f"{CANARY}@landkreis.example", thanks=f"<p>{CANARY}</p>")
    StoryPageFactory(parent=StoryIndexPageFactory(parent=home), person_name=CANARY)

    assert sung() == []


@pytest.mark.parametrize("state", STATES)
def test_offers_that_are_not_open_are_silent_to_visitors(home, state):
    offer = OfferFactory(title=CANARY, summary=CANARY, **STATES[state])
    source = documents.source_named("offer")

    assert source.visible([str(offer.pk)]) == set()
    if state != "scheduled":  # its document waits for its hour in the index; the query asks for the hour
        assert sung() == []
    else:
        assert [document.available_from for document in source.load()] == [offer.go_live_at]


def test_an_organization_that_shows_nothing_in_public_is_silent(home):
    organization = OrganizationFactory(name=CANARY, industry=CANARY, description=CANARY)
    CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home), organization=organization, live=False)
    OfferFactory(organization=organization, live=False)
    MentorFactory(organization=organization, statement=CANARY)
    shown = OrganizationFactory(website=f"https://{CANARY}.example/")
    CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home, slug="betriebe-2"), organization=shown)

    assert sung() == []


def test_private_files_and_how_to_reach_a_contact_are_silent(home):
    private = Collection.get_first_root_node().add_child(name=CANARY)
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    stored_file(title=CANARY, text=CANARY, collection=private)
    stored_file(uploaded_by_user=UserFactory(first_name=CANARY))
    picture = make_picture(title=CANARY, author=CANARY)
    contact = ContactFactory(
        key=CANARY.lower(), phone=CANARY, email=f"{CANARY}@landkreis.example", picture=picture, place=PlaceFactory()
    )
    ArticlePageFactory(parent=home, story=story_with(contact=contact)).save_revision().publish()

    assert any(source.name == "contact" and list(source.load()) for source in documents.sources())
    assert sung() == []


@pytest.mark.parametrize("label", NOT_SEARCHABLE[PERSONAL])
def test_no_personal_record_is_ever_heard(home, label):
    model = apps.get_model(label)

    planted = _Planter(home).plant(model)

    assert type(planted).objects.filter(pk=planted.pk).exists()
    assert _holds_canary(planted) or not _texts_of(model)
    assert sung() == []


def _texts_of(model):
    return [field for field in model._meta.concrete_fields if _is_text(field)]


def _is_text(field):
    sorts = models.CharField | models.TextField | models.JSONField | models.BinaryField
    return isinstance(field, sorts) and not field.choices and not field.primary_key and (field.max_length or 99) > 40


def _holds_canary(record):
    stored = type(record).objects.filter(pk=record.pk).values().get()
    return any(CANARY.lower() in str(value).lower() for value in stored.values())


class _Planter:
    """Writes rows with the canary in every text, and what else they need."""

    def __init__(self, home):
        self.home = home
        self.made = {Page: home, ContentType: ContentType.objects.get_for_model(Page)}
        self.made |= {Locale: Locale.objects.get(language_code="de"), Collection: Collection.get_first_root_node()}

    def plant(self, model):
        """Return a stored row of the model; no receiver hears of it, so that nothing stands in for the source."""
        if model is User:
            return UserFactory(first_name=CANARY, last_name=CANARY, email=f"{CANARY}@heimathafen.example")
        values = {}
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.AutoField) and field.name not in FILLED_LATER.get(model._meta.label, ()):
                values[field.name] = self.value_for(field)
        record = model(**values)
        if model._meta.parents:
            record.save()
        else:
            model._base_manager.bulk_create([record])
            record = record if record.pk else model._base_manager.latest("pk")
        return record

    def value_for(self, field):
        if field.is_relation:
            # A match and a reaction are with a mentor or an offer.
            return None if field.null and field.name != "mentor" else self.related(field.related_model)
        if field.choices:
            return field.choices[0][0]
        if field.get_internal_type() in TEXTS:
            return TEXTS[field.get_internal_type()](field)
        return VALUES[field.get_internal_type()]()

    def related(self, model):
        if model not in self.made:
            self.made[model] = KNOWN[model]() if model in KNOWN else self.plant(model)
        return self.made[model]


# The database refuses a row of the audit log that claims a place in the chain before it was sealed.
FILLED_LATER = {"audit.Entry": ("position", "digest")}
KNOWN = {User: UserFactory}
for _factory in (ProfileFactory, MentorFactory, OccupationFactory, PlaceFactory, OrganizationFactory, OfferFactory):
    KNOWN[_factory._meta.model] = _factory
TEXTS = {
    "CharField": lambda field: CANARY[: field.max_length or 99],
    "SlugField": lambda field: CANARY.lower()[: field.max_length],
    "TextField": lambda _field: CANARY,
    "JSONField": lambda _field: [CANARY],
    "BinaryField": lambda _field: CANARY.encode(),
    "FileField": lambda _field: f"{CANARY}.png",
}
VALUES = {
    "UUIDField": uuid.uuid4,
    "DateTimeField": lambda: NOW,
    "DateField": lambda: NOW.date(),
    "BooleanField": lambda: True,
    "FloatField": lambda: 0.5,
    **dict.fromkeys(
        (
            *("IntegerField", "PositiveIntegerField", "PositiveSmallIntegerField", "SmallIntegerField"),
            *("BigIntegerField", "PositiveBigIntegerField"),
        ),
        lambda: 1,
    ),
}
