"""The only receivers of signals beside the audit log's: they write what happened into the change log, with it.

One protects published translations from drafts, one lets a municipality's editors into its pages, three tell whose
role changed.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.documents import get_document_model_string
from wagtail.models import CollectionViewRestriction, Locale, Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)
from wagtail_localize.models import TranslationLog

from cms.core import departures, role_changes, uses
from cms.core.models import Contact, ContactWording, PortalDocument, PortalImage, Reference, ReferenceWording, TownHall
from cms.core.town_halls.rights import follow_page, leave_page
from cms.core.translation import keep_private, keep_what_visitors_see
from matching import changes, services
from matching.models import (
    Consent,
    Mentor,
    MentorScreening,
    Offer,
    Organization,
    Place,
    PublicationSettings,
    WeightsRecord,
)


@receiver(page_published)
def note_published_page(sender: type[Page], instance: Page, **_more: object) -> None:
    """A page went live, and shows contacts and files that it may not have shown before."""
    changes.record(changes.Kind.PAGE, [instance.pk])
    uses.renew_uses(instance)


@receiver(page_unpublished)
def note_unpublished_page(sender: type[Page], instance: Page, **_more: object) -> None:
    """A page went away; what it has shown is told now, since nobody can tell once it is deleted."""
    changes.record(changes.Kind.PAGE, [instance.pk])
    uses.record_uses(instance)


@receiver(post_page_move)
@receiver(page_slug_changed)
def note_page_tree(sender: type[Page], instance: Page, **_more: object) -> None:
    """The address of a page changed, and with it those of the pages below."""
    below = instance.get_descendants(inclusive=True).values_list("pk", flat=True)
    changes.record(changes.Kind.PAGE, below)


@receiver(post_delete)
def note_deleted(sender: type, instance: Model, **_more: object) -> None:
    """A page, or a record that pages or indexes show, is gone."""
    if isinstance(instance, Page):
        changes.record(changes.Kind.PAGE, [instance.pk])
    elif kind := _KINDS.get(sender):
        changes.record(kind, [instance.pk])


@receiver(post_delete, sender=settings.AUTH_USER_MODEL)
def note_departure(sender: type[Model], instance: Model, **_more: object) -> None:
    """A log-in is gone, whoever deleted it: a restored back-up must not bring the person back."""
    departures.tell(kind="log-in", public_id=str(getattr(instance, "public_id", "")))


@receiver(post_save, sender=Consent)
def note_withdrawal(sender: type[Model], instance: Consent, raw: bool = False, **_more: object) -> None:
    """A consent was withdrawn: a restored back-up must not bring it back either."""
    if instance.withdrawn_at and not raw:
        departures.tell(kind="consent", public_id=str(instance.public_id))


@receiver(m2m_changed)
def note_role(
    sender: type[Model], instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_more: object
) -> None:
    """Somebody was given a role or a right, or lost one, from either side."""
    user_model = get_user_model()
    if sender not in (user_model.groups.through, user_model.user_permissions.through):
        return
    if action in ("post_add", "post_remove") and pk_set:
        role_changes.tell(user_model.objects.filter(pk__in=pk_set) if reverse else [instance])
    elif action == "pre_clear":  # nobody can tell afterwards
        role_changes.tell(instance.user_set.all() if reverse else [instance])


@receiver(pre_delete, sender=Group)
def note_role_that_ends(sender: type[Group], instance: Group, **_more: object) -> None:
    """A role is taken away from all who had it."""
    role_changes.tell(instance.user_set.all())


@receiver(pre_save, sender=settings.AUTH_USER_MODEL)
def note_flags(
    sender: type[Model], instance: Any, update_fields: frozenset[str] | None, raw: bool = False, **_more: object
) -> None:
    """Somebody was blocked or let in again, or got or lost a flag that opens doors."""
    touched = [name for name in role_changes.FLAGS if update_fields is None or name in update_fields]
    if raw or not touched or instance._state.adding:
        return
    before = get_user_model().objects.filter(pk=instance.pk).values(*touched).first()
    if before and any(before[name] != getattr(instance, name) for name in touched):
        role_changes.tell([instance])


@receiver(post_save, sender=TranslationLog)
def protect_published_translation(sender: type[TranslationLog], instance: TranslationLog, **_more: object) -> None:
    """A translator's draft was saved; whoever publishes it does so after this."""
    if instance.revision is not None and instance.revision.base_content_type.model == "page":
        keep_what_visitors_see(draft=instance.revision)
        keep_private(draft=instance.revision)


@receiver(post_save, sender="welcome.MunicipalityPage")
def let_its_town_hall_edit(sender: type[Page], instance: Page, raw: bool = False, **_more: object) -> None:
    """A municipality got its page, or one in another language: its own editors look after it.

    The instance of a draft names the place that is being thought of; the row is what holds.
    """
    if not raw:
        municipality_id = sender._default_manager.values_list("place_id", flat=True).get(pk=instance.pk)
        follow_page(page=instance, municipality_id=municipality_id)


@receiver(post_delete, sender="welcome.MunicipalityPage")
def close_its_town_hall(sender: type[Page], instance: Page, **_more: object) -> None:
    """A municipality's page is gone; a group that nobody is in would only stand in lists."""
    leave_page(municipality_id=instance.place_id)


@receiver(post_delete, sender=TownHall)
def end_its_group(sender: type[TownHall], instance: TownHall, **_more: object) -> None:
    """Without its town hall, a group's rights on records would hold for the records of all."""
    Group.objects.filter(pk=instance.group_id).delete()


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def note_privacy(sender: type, instance: PageViewRestriction, **_more: object) -> None:
    """A page became private or public, and with it the pages below, and what stands in for any of them."""
    page = instance.page
    touched = Q(path__startswith=page.path) | Q(alias_of__path__startswith=page.path)
    for path in page.aliases.values_list("path", flat=True):
        touched |= Q(path__startswith=path)
    changes.record(changes.Kind.PAGE, Page.objects.filter(touched).values_list("pk", flat=True))


@receiver(published, sender=Offer)
def note_published_offer(sender: type[Offer], instance: Offer, **_more: object) -> None:
    """An offer was published at the editors' desk, by schedule or by a service."""
    services.note_offers_changed(offer_ids=[instance.pk])


@receiver(unpublished, sender=Offer)
def note_unpublished_offer(sender: type[Offer], instance: Offer, **_more: object) -> None:
    """An offer was taken away or has expired."""
    changes.record(changes.Kind.OFFER, [instance.pk])


@receiver(post_save, sender=Organization)
def note_organization(sender: type[Organization], instance: Organization, **_more: object) -> None:
    """A company's name or place changed: its offers show it too."""
    changes.record(changes.Kind.ORGANIZATION, [instance.pk])
    changes.record(changes.Kind.OFFER, instance.offers.values_list("pk", flat=True))


@receiver(post_save, sender=Mentor)
def note_mentor(sender: type[Mentor], instance: Mentor, **_more: object) -> None:
    """A mentor changed, paused or came back."""
    changes.record(changes.Kind.MENTOR, [instance.pk])


@receiver(post_save, sender=MentorScreening)
@receiver(post_delete, sender=MentorScreening)
def note_screening(sender: type[MentorScreening], instance: MentorScreening, **_more: object) -> None:
    """A mentor's screening was recorded, changed or removed."""
    changes.record(changes.Kind.MENTOR, [instance.mentor_id])


@receiver(post_save, sender=WeightsRecord)
def note_weights(sender: type[WeightsRecord], instance: WeightsRecord, **_more: object) -> None:
    """A coordinator wrote new weights."""
    changes.record(changes.Kind.WEIGHTS, [instance.pk])


@receiver(post_save, sender=Site)
@receiver(post_delete, sender=Site)
@receiver(post_save, sender=Locale)
@receiver(post_delete, sender=Locale)
@receiver(post_save, sender=PublicationSettings)
@receiver(post_save, sender=Place)
@receiver(post_save, sender=get_document_model_string())
@receiver(post_delete, sender=get_document_model_string())
def note_site(sender: type[Model], instance: Model, **_more: object) -> None:
    """Something changed that any page may depend on: addresses, languages, what may be listed, a file for download."""
    changes.record(changes.Kind.SITE, [instance.pk])
    if kind := _KINDS.get(sender):
        changes.record(kind, [instance.pk])


@receiver(post_save, sender=get_document_model_string())
def have_file_read(sender: type[Model], instance: Model, **_more: object) -> None:
    """A file may be new: search wants its words, and reading them takes seconds."""
    services.ring_bell("core.read_files")


@receiver(post_save, sender=CollectionViewRestriction)
@receiver(post_delete, sender=CollectionViewRestriction)
def note_private_collection(sender: type[Model], instance: CollectionViewRestriction, **_more: object) -> None:
    """The files of a collection, and of those below it, became private or public."""
    inside = PortalDocument.objects.filter(collection__path__startswith=instance.collection.path)
    changes.record(changes.Kind.DOCUMENT, inside.values_list("pk", flat=True))


@receiver(post_save, sender=Reference)
@receiver(post_save, sender=Contact)
@receiver(post_save, sender=PortalImage)
def note_shown_record(sender: type[Model], instance: Model, **_more: object) -> None:
    """A reference, a contact or a picture changed, and with it every page that shows it."""
    changes.record(_KINDS[sender], [instance.pk])


@receiver(post_save, sender=ReferenceWording)
@receiver(post_delete, sender=ReferenceWording)
def note_reference_wording(sender: type[Model], instance: ReferenceWording, **_more: object) -> None:
    """A reference's words in another language were written, changed or removed."""
    changes.record(changes.Kind.REFERENCE, [instance.reference_id])


@receiver(post_save, sender=ContactWording)
@receiver(post_delete, sender=ContactWording)
def note_contact_wording(sender: type[Model], instance: ContactWording, **_more: object) -> None:
    """A contact's words in another language were written, changed or removed."""
    changes.record(changes.Kind.CONTACT, [instance.contact_id])


_KINDS: dict[type, changes.Kind] = {
    Reference: changes.Kind.REFERENCE,
    Contact: changes.Kind.CONTACT,
    PortalImage: changes.Kind.PICTURE,
    Offer: changes.Kind.OFFER,
    Organization: changes.Kind.ORGANIZATION,
    Mentor: changes.Kind.MENTOR,
    Place: changes.Kind.PLACE,
    PortalDocument: changes.Kind.DOCUMENT,
}
