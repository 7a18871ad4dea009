"""From words that nobody finds anything for to the form of a new page."""

from dataclasses import dataclass
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from wagtail.admin.views.pages.create import CreateView
from wagtail.models import Page

TITLE = "title"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new page can stand."""

    page_id: int
    label: str


def places(*, user: PermissionsMixin | AnonymousUser, language: str) -> list[Place]:
    """Return the pages under which somebody may write a new one, in the order of the tree; those of the language."""
    parents = Page.objects.type(*_page_type().allowed_parent_page_models()).filter(live=True).order_by("path")
    own = parents.filter(locale__language_code=language) or parents.filter(locale__language_code=settings.LANGUAGE_CODE)
    allowed = [page for page in own.specific() if page.permissions_for_user(user).can_add_subpage()]
    top = min((page.depth for page in allowed), default=0)
    return [Place(page.pk, f"{'– ' * (page.depth - top)}{page.title}") for page in allowed]


def address_of_form(*, place: int, title: str) -> str:
    """Return where a page with this title is written."""
    options = _page_type()._meta
    form = reverse("wagtailadmin_pages:add", args=[options.app_label, options.model_name, place])
    return f"{form}?{urlencode({TITLE: title})}"


class TitledCreateView(CreateView):
    """Wagtail's form for a new page, with the title that the address brings."""

    def run_hook(self, hook_name: str, *arguments: Any) -> Any:
        # The hooks before it have run: one of them has called this view.
        return None if hook_name == "before_create_page" else super().run_hook(hook_name, *arguments)

    def get(self, request: HttpRequest) -> HttpResponse:
        self.page.title = request.GET[TITLE][: Page._meta.get_field("title").max_length]
        # The form's script fills this in while somebody types a title, and here nobody does.
        self.page.slug = slugify(self.page.title, allow_unicode=True)
        return cast(HttpResponse, super().get(request))


def form_with_title(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """Show the form with the title that the address brings; nothing where it brings none."""
    if request.method != "GET" or not request.GET.get(TITLE):
        return None
    options = page_class._meta
    shown = TitledCreateView.as_view()(request, options.app_label, options.model_name, parent.pk)
    return cast(HttpResponse, shown)


def _page_type() -> type[Page]:
    return cast(type[Page], apps.get_model(settings.SEARCH_NEW_PAGE))
