"""The only receivers of signals: they write what happened into the change log, in the same transaction."""

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from matching import changes, services
from matching.models import Mentor, MentorScreening, Offer, Organization, WeightsRecord


@receiver(page_published)
@receiver(page_unpublished)
def note_page(sender: type[Page], instance: Page, **_more: object) -> None:
    """A page went live or away."""
    changes.record(changes.Kind.PAGE, [instance.pk])


@receiver(post_page_move)
@receiver(page_slug_changed)
def note_page_tree(sender: type[Page], instance: Page, **_more: object) -> None:
    """The address of a page changed, and with it those of the pages below."""
    below = instance.get_descendants(inclusive=True).values_list("pk", flat=True)
    changes.record(changes.Kind.PAGE, below)


@receiver(post_delete)
def note_deleted(sender: type, instance: Model, **_more: object) -> None:
    """A page, an organization, an offer or a mentor is gone."""
    if isinstance(instance, Page):
        changes.record(changes.Kind.PAGE, [instance.pk])
    elif kind := _KINDS.get(sender):
        changes.record(kind, [instance.pk])


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def note_privacy(sender: type, instance: PageViewRestriction, **_more: object) -> None:
    """A page became private or public, and with it the pages below."""
    below = instance.page.get_descendants(inclusive=True).values_list("pk", flat=True)
    changes.record(changes.Kind.PAGE, below)


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


_KINDS: dict[type, changes.Kind] = {
    Offer: changes.Kind.OFFER,
    Organization: changes.Kind.ORGANIZATION,
    Mentor: changes.Kind.MENTOR,
}
