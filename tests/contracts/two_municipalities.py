"""Two municipalities with all that an editor works on; in what the second has not published sings a canary."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.admin.models import EditingSession
from wagtail.contrib.forms.models import FormSubmission
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, Site, Task, UploadedFile, Workflow
from wagtail_localize.models import OverridableSegment, StringSegment, Translation, TranslationSource

from cms.accounts import services as accounts
from cms.accounts.models import User
from cms.core.models import Contact, Reference
from cms.welcome.models import HomePage, MunicipalityPage
from matching.models import Occupation, Offer, Organization, Place, PublicationSettings
from tests.contracts.world import TOTP_SECRET, session_key
from tests.factories import (
    ArticlePageFactory,
    FormPageFactory,
    MunicipalityPageFactory,
    OccupationFactory,
    OfferFactory,
    OrganizationFactory,
    PlaceFactory,
    SectionPageFactory,
    SkillFactory,
    UserFactory,
    serve_portal,
    translate_page,
)
from tests.factories.people import PASSWORD

CANARY = "Kanarienvogel"
OWN = "Eigenes"


@dataclass(frozen=True)
class Municipality:
    """One municipality, its editor, and the row numbers of its things."""

    editor: User
    rows: Mapping[str, Any]


@dataclass(frozen=True)
class TwoMunicipalities:
    """Whose desk is tried, whose things are tried for, and what belongs to neither."""

    own: Municipality
    other: Municipality
    shared: Mapping[str, Any]
    key: str

    def browser(self) -> Client:
        """Return a new browser of the first municipality's editor."""
        client = Client(raise_request_exception=False)
        client.cookies["sessionid"] = self.key
        return client


def make_two_municipalities() -> TwoMunicipalities:
    """Write everything into the database."""
    accounts.ensure_roles()
    home = serve_portal()
    english = translate_page(home, title="Arrive. Return. Stay.")
    own, other = _municipality("Niesky", OWN, home), _municipality("Zittau", CANARY, home)
    _mix(own, other)
    return TwoMunicipalities(own, other, _shared(home, english), session_key(own.editor, has_second_factor=True))


def _municipality(name: str, word: str, home: HomePage) -> Municipality:
    place = PlaceFactory(name=name)
    root = MunicipalityPageFactory(parent=home, place=place, title=name)
    translate_page(root, title=f"{name} in English")
    editor = UserFactory(email=f"{word.lower()}@gemeinde.example", password=PASSWORD)
    accounts.give_municipality(user=editor, municipality=place)
    TOTP.activate(editor, TOTP_SECRET)
    rows = {"root": root.pk, "place": place.pk, **_files(place, word, editor), **_records(place, word, editor)}
    rows |= _pages(root, word, editor, rows["image"])
    return Municipality(editor, rows)


def _pages(root: MunicipalityPage, word: str, editor: User, image: int) -> dict[str, Any]:
    article = ArticlePageFactory(parent=root, title=f"Artikel {root.title}", picture_id=image)
    translation = _translated(article, word)
    article.title = f"{word} umbenannt"  # a draft of a page that everybody may read
    revision = article.save_revision(user=editor, log_action=True)
    draft = ArticlePageFactory(parent=root, title=f"{word} Entwurf", slug=f"{word.lower()}-entwurf", live=False)
    draft_revision = draft.save_revision(user=editor, log_action=True)
    state = draft.get_workflow().start(draft, editor)
    alias = draft.create_alias(parent=root, update_slug=f"{word.lower()}-zweitens")
    section = SectionPageFactory(parent=root, title=f"{word} Abschnitt", slug=f"{word.lower()}-abschnitt", live=False)
    form = FormPageFactory(parent=section, title=f"{word} Formular", slug=f"{word.lower()}-formular", live=False)
    answers = FormSubmission.objects.create(page=form, form_data={"ihr_name": f"{word} Antwort"})
    session = EditingSession.objects.create(
        user=editor,
        content_type=ContentType.objects.get_for_model(type(draft)),
        object_id=str(draft.pk),
        last_seen_at=revision.created_at,
    )
    return {
        "page": draft.pk,
        "live page": article.pk,
        "alias": alias.pk,
        "section": section.pk,
        "form": form.pk,
        "answers": answers.pk,
        "revision": draft_revision.pk,
        "revision of live page": revision.pk,
        "workflow state": state.pk,
        "task state": state.current_task_state.pk,
        "session": session.pk,
        **translation,
    }


def _translated(article: Page, word: str) -> dict[str, Any]:
    source, _is_new = TranslationSource.get_or_create_from_instance(article)
    english = Locale.objects.get(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    target.title = f"{word} translated"
    target.draft_title = target.title
    target.save()
    # What the German text was before it was published.
    strings = StringSegment.objects.filter(source=source)
    return {
        "translation source": source.pk,
        "translation": translation.pk,
        "string segment": strings.first().pk,
        "overridable segment": OverridableSegment.objects.get(source=source, context__path="picture").pk,
        "translated page": target.pk,
    }


def _files(place: Place, word: str, editor: User) -> dict[str, Any]:
    collection = place.town_hall.collection
    image = get_image_model().objects.create(
        title=f"{word} Bild", file=get_test_image_file(), is_decorative=True, collection=collection
    )
    image.tags.add(f"{word}-Schlagwort")
    image.get_file_size()
    document = get_document_model().objects.create(
        title=f"{word} Datei", file=ContentFile(b"text", f"{word.lower()}.txt"), file_size=4, collection=collection
    )
    upload = UploadedFile.objects.create(
        file=ContentFile(b"text", f"{word.lower()}-neu.txt"),
        uploaded_by_user=editor,
        for_content_type=ContentType.objects.get_for_model(get_document_model()),
    )
    return {"image": image.pk, "document": document.pk, "upload": upload.pk, "collection": collection.pk}


def _records(place: Place, word: str, editor: User) -> dict[str, Any]:
    contact = Contact.objects.create(key=word.lower(), name=f"{word} Kontakt", phone="03588 000", municipality=place)
    organization = OrganizationFactory(name=f"{word} Betrieb", place=place)
    offer = OfferFactory(organization=organization, place=place, title=f"{word} Stelle", live=False)
    revision = offer.save_revision(user=editor, log_action=True)
    state = offer.get_workflow().start(offer, editor)
    free = OfferFactory(organization=organization, place=place, title=f"{word} zweite Stelle", live=False)
    return {
        "free offer": free.pk,
        "contact": contact.pk,
        "organization": organization.pk,
        "offer": offer.pk,
        "offer's revision": revision.pk,
        "offer's workflow state": state.pk,
        "offer's task state": state.current_task_state.pk,
    }


def _mix(own: Municipality, other: Municipality) -> None:
    """Let the other's draft show the first one's contact and picture: lists of uses must not tell of it."""
    draft = Page.objects.get(pk=other.rows["page"]).specific
    draft.picture_id = own.rows["image"]
    draft.story = [("contact", {"contact": Contact.objects.get(pk=own.rows["contact"])})]
    draft.save()


def _shared(home: HomePage, english: Page) -> dict[str, Any]:
    OccupationFactory()
    district = Contact.objects.create(key="landkreis", name="Servicestelle", phone="03581 000")
    Organization.objects.get_or_create(name="Bezirksbetrieb", defaults={"place": PlaceFactory(name="Görlitz")})
    return {
        "home": home.pk,
        "english home": english.pk,
        "district contact": district.pk,
        "skill": SkillFactory().pk,
        "occupation": Occupation.objects.first().pk,
        "reference": Reference.objects.first().pk,
        "redirect": Redirect.objects.create(old_path="/alt", redirect_link="/").pk,
        "site": Site.objects.get().pk,
        "locale": Locale.objects.get(language_code="de").pk,
        "group": Group.objects.first().pk,
        "settings": PublicationSettings.load().pk,
        "workflow": Workflow.objects.first().pk,
        "task": Task.objects.first().pk,
        "offers": Offer.objects.count(),
    }
