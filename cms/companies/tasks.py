"""Slow work of the room `companies`, done before somebody waits for it."""

import logging

from celery import shared_task

from cms.companies.handbook_pdf import PdfBeingMadeError, PdfUnavailableError, handbook_file
from cms.companies.models import HandbookPage
from cms.core.visible import public_pages

log = logging.getLogger(__name__)


@shared_task(name="companies.make_handbooks", acks_late=True, time_limit=240)  # seconds
def make_handbooks_task(**_added_later: object) -> int:
    """Make the PDFs of handbooks that changed; safe to run twice, what is there already is left alone."""
    n_ready = 0
    for handbook in public_pages(HandbookPage.objects.all()).select_related("locale"):
        try:
            handbook_file(handbook=handbook)
        except PdfBeingMadeError:
            continue
        except PdfUnavailableError as error:
            log.warning("No PDF of the handbook: %s", error)
            break
        n_ready += 1
    return n_ready
