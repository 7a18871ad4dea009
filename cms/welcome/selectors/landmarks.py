"""The few pages that others lead to: doors, municipalities, legal pages, forms; read with one query."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from cms.core.page_cache import host_name, is_remembering, remember
from cms.core.stand_ins import foreign_language, once_each
from cms.core.visible import HOME_DEPTH, public_pages
from cms.welcome.models import FormPage, LegalPage, MunicipalityPage, SectionPage

PORTAL_DEPTH = HOME_DEPTH + 1  # right below a start page: such pages speak for the whole portal
_READ_LANDMARKS = "_landmarks"


@dataclass(frozen=True, slots=True)
class Landmark:
    """A page that others lead to, with the little that their links need."""

    pk: int
    title: str
    url: str
    path: str
    depth: int
    legal_kind: str
    form_purpose: str
    place_id: int | None
    color: str
    door: str  # only of the sections that stand in the arcade
    summary: str
    language: str  # of the title, where it is not the reader's

    def is_above(self, page: Page) -> bool:
        """Whether a page is this one or stands below it."""
        return page.path.startswith(self.path)

    @property
    def is_of_the_portal(self) -> bool:
        """Whether the page speaks for the whole portal, not for one municipality."""
        return self.depth == PORTAL_DEPTH


def landmarks_of(request: HttpRequest) -> list[Landmark]:
    """Return the landmarks in the reader's language, in German where a translation is missing; in tree order."""
    language_code = get_language() or settings.LANGUAGE_CODE
    if is_remembering():
        return remember(lambda: _read(request, language_code), name="landmarks", vary=(host_name(request),))
    if not hasattr(request, _READ_LANDMARKS):
        setattr(request, _READ_LANDMARKS, _read(request, language_code))
    return getattr(request, _READ_LANDMARKS)


def _read(request: HttpRequest, language_code: str) -> list[Landmark]:
    types = ContentType.objects.get_for_models(LegalPage, FormPage, MunicipalityPage, SectionPage)
    pages = public_pages(Page.objects.filter(content_type__in=list(types.values()))).filter(
        ~Q(content_type=types[SectionPage]) | Q(sectionpage__is_in_arcade=True, depth=PORTAL_DEPTH),
        locale__language_code__in={language_code, settings.LANGUAGE_CODE},
    )
    pages = pages.select_related("locale").annotate(
        legal_kind=F("legalpage__legal_kind"),
        form_purpose=F("formpage__form_purpose"),
        place_key=F("municipalitypage__place_id"),
        color=F("municipalitypage__color"),
        door=F("sectionpage__door"),
        summary=F("sectionpage__summary"),
    )
    return [_landmark(page, request) for page in once_each(pages.order_by("path"), language_code)]


def _landmark(page: Page, request: HttpRequest) -> Landmark:
    return Landmark(
        pk=page.pk,
        title=page.title,
        url=page.get_url(request) or "",
        path=page.path,
        depth=page.depth,
        legal_kind=page.legal_kind or "",
        form_purpose=page.form_purpose or "",
        place_id=page.place_key,
        color=page.color or "",
        door=page.door or "",
        summary=page.summary or "",
        language=foreign_language(page),
    )
