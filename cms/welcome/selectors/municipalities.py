"""A municipality's own part of the portal: what it shows, and the bar that pages below it wear."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from cms.core.models import PortalImage, PortalRendition
from cms.core.pictures import in_size
from cms.navigation.selectors import municipalities
from cms.welcome.colors import readable_beside, stylesheet_name
from cms.welcome.models import LegalPage, MunicipalityPage
from cms.welcome.selectors.contacts import contact_of
from cms.welcome.selectors.district import map_position
from cms.welcome.selectors.landmarks import Landmark, landmarks_of
from cms.welcome.selectors.sections import rows_below

LOGO = "max-320x160"


@dataclass(frozen=True, slots=True)
class Identity:
    """A municipality's name, address, place in the tree, and color."""

    title: str
    url: str
    path: str
    color: str


@dataclass(frozen=True, slots=True)
class Brand:
    """What a page wears that belongs to a municipality."""

    title: str
    url: str
    logo: PortalRendition | None
    color: str  # with the digest, the name of its stylesheet
    digest: str
    imprint_url: str
    imprint_title: str
    is_own_page: bool


def municipality_content(*, municipality: MunicipalityPage, request: HttpRequest) -> dict[str, object]:
    """Return the pages below a municipality, whom to ask, and where it lies."""
    known = {place.pk: place for place in municipalities(request)}
    if municipality.place_id in known:
        municipality.place = known[municipality.place_id]
    subjects, rows = rows_below(municipality, without=(LegalPage,))  # the bar above leads to the imprint
    return {
        "subjects": subjects,
        "rows": rows,
        "contact": contact_of(page=municipality),
        "position": map_position(place=municipality.place),
    }


def brand_of(*, page: Page, request: HttpRequest) -> Brand | None:
    """Return what a page wears: the identity of the municipality that it is or stands below, else nothing."""
    marks = landmarks_of(request)
    if isinstance(page, MunicipalityPage):  # a preview shows what is not saved yet
        own = Identity(page.title, page.url or "", page.path, page.color)
        return _brand(own, page.logo, marks, is_own_page=True)
    above = next((mark for mark in marks if mark.place_id and mark.is_above(page)), None)
    if above is None:
        return None
    identity = Identity(above.title, above.url, above.path, above.color)
    return _brand(identity, _logo_of(above), marks, is_own_page=False)


def _brand(municipality: Identity, logo: PortalImage | None, marks: list[Landmark], *, is_own_page: bool) -> Brand:
    imprints = [mark for mark in marks if mark.legal_kind == LegalPage.Kind.IMPRINT]
    imprint = next((mark for mark in imprints if mark.path.startswith(municipality.path)), None)
    color, digest = stylesheet_name(readable_beside(municipality.color))
    return Brand(
        title=municipality.title,
        url=municipality.url,
        logo=in_size(logo, LOGO),
        color=color,
        digest=digest,
        imprint_url=imprint.url if imprint else "",
        imprint_title=imprint.title if imprint else "",
        is_own_page=is_own_page,
    )


def _logo_of(municipality: Landmark) -> PortalImage | None:
    logo_id = MunicipalityPage.objects.filter(pk=municipality.pk).values("logo")
    return PortalImage.objects.filter(pk__in=logo_id).prefetch_renditions(LOGO).first()
