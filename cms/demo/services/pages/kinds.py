"""Which page a content file becomes, and how the fields of the file become those of the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from cms.community.models import EventIndexPage, EventPage
from cms.companies.models import CompanyIndexPage, HandbookChapterPage, HandbookPage
from cms.core.models import BasePage, Contact, PortalImage
from cms.demo.services.places import Places
from cms.mentoring.models import MentoringIndexPage, ProgramPage
from cms.welcome.models import (
    ArticlePage,
    FormField,
    FormPage,
    HomePage,
    LegalPage,
    MunicipalityPage,
    SectionPage,
    StoryIndexPage,
    StoryPage,
)

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """What the fields of a file may name."""

    today: date
    places: Places
    contacts: Mapping[str, Contact]
    portraits: Mapping[str, PortalImage]


KINDS: dict[str, type[BasePage]] = {
    "home": HomePage,
    "section": SectionPage,
    "article": ArticlePage,
    "legal": LegalPage,
    "form": FormPage,
    "stories": StoryIndexPage,
    "story": StoryPage,
    "municipality": MunicipalityPage,
    "companies": CompanyIndexPage,
    "handbook": HandbookPage,
    "chapter": HandbookChapterPage,
    "events": EventIndexPage,
    "event": EventPage,
    "mentoring": MentoringIndexPage,
    "program": ProgramPage,
}
# Fields of a file that are fields of the page, wherever the page has them.
SAME_NAME = (
    *("slug", "title", "summary", "lead", "door", "is_in_arcade", "responsible", "legal_kind", "edition", "color"),
    *("quote", "venue", "is_online", "audience", "is_for_youths", "for_whom", "duration", "time_needed", "thanks"),
    "often_searched",
)
MENU_KINDS = ("section", "mentoring")


def new_page(fields: Fields, *, world: World, **more: Any) -> BasePage:
    """Return an unsaved page of the kind that the file names."""
    kind = fields.get("kind", "article")
    page_class = KINDS[kind]
    columns = {field.name for field in page_class._meta.get_fields()}
    own = {name: fields[name] for name in SAME_NAME if name in fields and name in columns}
    if "contact" in columns and "contact" in fields:
        own["contact"] = world.contacts[fields["contact"]]
    is_in_menu = kind in MENU_KINDS and fields.get("parent") == "start" and fields.get("is_in_menu", True)
    special = _SPECIAL.get(kind, _nothing_special)(fields, world)
    return page_class(live=False, show_in_menus=is_in_menu, **own, **special, **more)


def add_questions(page: BasePage, fields: Fields) -> None:
    """Give a form its questions."""
    if isinstance(page, FormPage):
        page.form_fields = [
            FormField(sort_order=number, **question) for number, question in enumerate(fields.get("questions", []))
        ]


def _nothing_special(_fields: Fields, _world: World) -> dict[str, Any]:
    return {}


def _story(fields: Fields, world: World) -> dict[str, Any]:
    return {
        "person_name": fields["person"],
        "story_kind": fields["kind_of_story"],
        "place": world.places.named(fields["place"]),
        "picture": world.portraits.get(fields["portrait"]),
        "person_consented": True,  # nobody: the person is invented
    }


def _municipality(fields: Fields, world: World) -> dict[str, Any]:
    return {"place": world.places.named(fields["place"])}


def _event(fields: Fields, world: World) -> dict[str, Any]:
    day = world.today + timedelta(days=fields["starts_in_days"])
    starts_at, ends_at = (_moment(day, fields[name]) for name in ("start_time", "end_time"))
    return {"starts_at": starts_at, "ends_at": ends_at, "place": world.places.named(fields["place"])}


def _form(fields: Fields, _world: World) -> dict[str, Any]:
    return {"form_purpose": fields.get("purpose", FormPage.Purpose.CONTACT)}


def _moment(day: date, clock: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


_SPECIAL: dict[str, Callable[[Fields, World], dict[str, Any]]] = {
    "story": _story,
    "municipality": _municipality,
    "event": _event,
    "form": _form,
}
