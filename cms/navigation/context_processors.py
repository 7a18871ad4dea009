"""What the layout of every page needs; computed lazily so that error pages and fragments pay nothing."""

from collections.abc import Callable
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.navigation import selectors
from cms.navigation.selectors import LanguageLink, Link


def layout(request: HttpRequest) -> dict[str, object]:
    """Return the names that templates/layouts/base.html asks for; each is computed when it is rendered."""
    frame = Frame(request)
    lazy: dict[str, Callable[[], object]] = {
        "languages": frame.languages,
        "main_menu": frame.main_menu,
        "account": frame.account,
        "breadcrumbs": lambda: selectors.breadcrumbs_of(request),
        "service_links": frame.service_links,
        "about_links": frame.about_links,
        "footer_places": frame.footer_places,
        "home_url": frame.home_url,
        "suggest_url": lambda: reverse("search:suggest"),
        "is_demo": selectors.is_demonstration,
    }
    return {
        "district_name": settings.PORTAL_DISTRICT_NAME,
        "welcome_guides": {"phone": settings.PORTAL_WELCOME_PHONE, "hours": settings.PORTAL_WELCOME_HOURS},
        **{name: SimpleLazyObject(compute) for name, compute in lazy.items()},
    }


class Frame:
    """One request's frame; what several of its parts need is read once."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language_code = get_language() or settings.LANGUAGE_CODE

    @cached_property
    def homes(self) -> dict[str, Page]:
        return selectors.homes_of(self.request)

    @cached_property
    def home(self) -> Page | None:
        return selectors.home_in(self.homes, self.language_code)

    @cached_property
    def pages(self) -> list[Page]:
        """The public pages directly below the start page: what is not in the menu stands in the footer."""
        return selectors.menu_pages(self.home) if self.home else []

    def home_url(self) -> str:
        return (self.home and self.home.get_url(self.request)) or "/"

    def main_menu(self) -> list[Link]:
        return selectors.links_to([page for page in self.pages if page.show_in_menus], self.request)

    def about_links(self) -> list[Link]:
        return selectors.links_to([page for page in self.pages if not page.show_in_menus], self.request)

    def languages(self) -> list[LanguageLink]:
        return selectors.languages_of(self.request, self.homes, self.language_code)

    def service_links(self) -> list[Link]:
        return [
            Link(_("What suits me"), reverse("alumni:recommended_offers")),
            Link(_("Mentors for you"), reverse("mentoring:recommended_mentors")),
            Link(_("My data and consents"), reverse("accounts:overview")),
        ]

    def footer_places(self) -> list[Link]:
        return selectors.place_links(selectors.municipalities(self.request))

    def account(self) -> list[dict[str, str]]:
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return [{"title": _("Sign in"), "url": reverse("account_login"), "icon": "login"}]
        links = [{"title": _("My account"), "url": reverse("accounts:overview"), "icon": "user"}]
        if user.has_perm("wagtailadmin.access_admin"):
            links.append({"title": _("Edit"), "url": reverse("wagtailadmin_home"), "icon": "edit"})
        return [*links, {"title": _("Sign out"), "url": reverse("account_logout"), "icon": "logout", "method": "post"}]
