"""What the layout of every page needs; computed lazily so that error pages and fragments pay nothing."""

from collections.abc import Callable
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.core.page_cache import is_remembering
from cms.core.translation import fallback_language
from cms.navigation import selectors
from cms.navigation.selectors import Home, LanguageLink, Link, MenuPage


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
        # A page answers for itself: what a view puts into its context goes before this.
        "fallback_language": fallback_language(request),
        "welcome_guides": {"phone": settings.PORTAL_WELCOME_PHONE, "hours": settings.PORTAL_WELCOME_HOURS},
        **{name: SimpleLazyObject(compute) for name, compute in lazy.items()},
    }


class Frame:
    """One request's frame; what several of its parts need is read once.

    Where parts are remembered, each asks anew: so it is noted what each has read (cms.core.page_cache).
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language_code = get_language() or settings.LANGUAGE_CODE

    @property
    def homes(self) -> dict[str, Home]:
        return selectors.homes_of(self.request) if is_remembering() else self._homes

    @property
    def home(self) -> Home | None:
        return selectors.home_in(self.homes, self.language_code)

    @property
    def pages(self) -> list[MenuPage]:
        """The public pages directly below the start page: what is not in the menu stands in the footer."""
        home = self.home
        if home is None:
            return []
        return selectors.menu_of(home, self.request) if is_remembering() else self._pages

    @cached_property
    def _homes(self) -> dict[str, Home]:
        return selectors.homes_of(self.request)

    @cached_property
    def _pages(self) -> list[MenuPage]:
        return selectors.menu_of(self.home, self.request) if self.home else []

    def home_url(self) -> str:
        return self.home.url if self.home else "/"

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
        # Asking for the person would make every public page depend on the cookie.
        session = getattr(self.request, "session", None)
        is_visitor = session is not None and session.session_key is None
        user = None if is_visitor else getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return [{"title": _("Sign in"), "url": reverse("account_login"), "icon": "login"}]
        links = [{"title": _("My account"), "url": reverse("accounts:overview"), "icon": "user"}]
        if user.has_perm("wagtailadmin.access_admin"):
            links.append({"title": _("Edit"), "url": reverse("wagtailadmin_home"), "icon": "edit"})
        return [*links, {"title": _("Sign out"), "url": reverse("account_logout"), "icon": "logout", "method": "post"}]
