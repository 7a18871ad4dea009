"""Which offers the public may see: the publication mode, asked in one place."""

from django.db.models import QuerySet

from matching.models import Offer, PublicationSettings


def publication_mode() -> str:
    """Return how vacancies are shown to the public; a portal that never chose begins with the cautious mode."""
    chosen = PublicationSettings.objects.first()
    return chosen.mode if chosen else PublicationSettings.Mode.REFERENCE


def is_offer_list_public() -> bool:
    """Return whether offers of third parties may be collected in a public list, in search and in feeds."""
    return publication_mode() != PublicationSettings.Mode.REFERENCE


def open_offers() -> QuerySet[Offer]:
    """Return offers that are live and inside their window; whether a surface may list them is the mode's question."""
    return Offer.objects.open().select_related("organization", "place")
