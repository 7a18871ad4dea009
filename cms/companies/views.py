"""Public list and page of offers: the same for everybody, and only as the publication mode allows."""

import logging
from http import HTTPStatus
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.companies import found, presentation, selectors
from cms.companies.forms import DEFAULT_RADIUS_KM, OfferFilterForm
from cms.companies.handbook_pdf import PdfBeingMadeError, PdfUnavailableError, handbook_file
from cms.companies.models import HandbookPage
from matching.selectors import is_offer_list_public

OFFERS_PER_PAGE = 20
PDF_ASKED_AGAIN_SECONDS = 5

log = logging.getLogger(__name__)


@require_safe
def offer_list(request: HttpRequest) -> HttpResponse:
    """Show all open offers, filtered by the visitor; there is no such list in the mode `reference`."""
    if not is_offer_list_public():
        raise Http404("the publication mode allows no collected list")
    asked = request.GET.copy()
    asked.setdefault("radius", str(DEFAULT_RADIUS_KM))
    form = OfferFilterForm(asked)
    context = {
        "found_feeds": [found.FEED],
        "form": form,
        "breadcrumbs": _breadcrumbs(),
        "is_filtered": any(asked.get(name) for name in ("q", "kind", "place", "hours")),
        "has_more_filters": any(request.GET.get(name) for name in ("kind", "radius", "hours")),
    }
    if not form.is_valid():
        return render(request, "companies/offer_list.html", context, status=400)
    page = Paginator(selectors.matching_offers(wanted=form.wanted()), OFFERS_PER_PAGE).get_page(asked.get("page"))
    asked.pop("page", None)
    context |= {
        "page_obj": page,
        "offers": presentation.offer_rows(offers=page.object_list),
        "query": asked.urlencode(),
    }
    return render(request, "companies/offer_list.html", context)


@require_safe
def offer_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one open offer; in the mode `reference` lead to the company's page, which names it."""
    offer = selectors.public_offer(public_id=public_id)
    if offer is None:
        raise Http404("no open offer")
    company = selectors.page_of(organization=offer.organization)
    if not is_offer_list_public():
        if company is None:
            raise Http404("the publication mode shows offers on company pages only")
        return redirect(f"{company.url}#offer-{offer.public_id}")
    context = {
        "offer": offer,
        "written_in": found.OFFER_LANGUAGE,
        "found_title": offer.title,
        "found_description": offer.summary,
        "structured_data": found.job_posting(offer),
        "found_feeds": [found.FEED],
        "company_url": company.url if company else "",
        "breadcrumbs": [*_breadcrumbs(), {"title": offer.title}],
    }
    return render(request, "companies/offer_detail.html", context)


@require_safe
def handbook_pdf(request: HttpRequest, handbook: HandbookPage) -> HttpResponseBase:
    """Send a handbook as one file; until it is made, and where it cannot be made, say so."""
    try:
        file = handbook_file(handbook=handbook)
    except PdfBeingMadeError:
        return _no_pdf_yet(request, handbook, seconds=PDF_ASKED_AGAIN_SECONDS)
    except PdfUnavailableError as error:
        log.warning("No PDF of the handbook: %s", error)
        return _no_pdf_yet(request, handbook, seconds=None)
    name = f"{slugify(handbook.title) or 'handbook'}.pdf"
    return FileResponse(file.open("rb"), filename=name, content_type="application/pdf")


def _no_pdf_yet(request: HttpRequest, handbook: HandbookPage, *, seconds: int | None) -> HttpResponse:
    context = {"page": handbook, "is_being_made": seconds is not None}
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response = render(request, "companies/handbook_pdf_missing.html", context, status=status)
    if seconds is not None:
        # Browsers ask again by themselves; this needs no script.
        response["Refresh"] = response["Retry-After"] = str(seconds)
    return response


def _breadcrumbs() -> list[dict[str, str]]:
    return [
        {"title": _("Home"), "url": reverse("wagtail_serve", args=[""])},
        {"title": _("Offers"), "url": reverse("companies:offer_list")},
    ]
