"""Where Wagtail's behavior differs here: private things do not exist for others, and the desk wears our blue."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.models import BaseViewRestriction, Page

from cms.core.models import PortalDocument

Serve = Callable[..., HttpResponse]


@hooks.register("on_serve_page", order=-1)
def hide_private_pages(serve: Serve) -> Serve:
    """Answer 404 where Wagtail would send signed-in people to sign in, round in circles.

    It looks at the answer first: public pages must not depend on the cookie.
    """

    def served(page: Page, request: HttpRequest, args: list[str], kwargs: dict[str, str]) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        sign_in = resolve_url(settings.WAGTAIL_FRONTEND_LOGIN_URL)
        is_sent_away = response.status_code == HTTPStatus.FOUND and response["Location"].startswith(sign_in)
        if is_sent_away and request.user.is_authenticated:
            raise Http404("private, and not for this person")
        return response

    return served


@hooks.register("before_serve_document", order=-1)
def hide_private_documents(document: PortalDocument, request: HttpRequest) -> None:
    """Refuse documents of collections that the signed-in person may not see."""
    restrictions = document.collection.get_view_restrictions()
    closed = [one for one in restrictions if one.restriction_type != BaseViewRestriction.PASSWORD]
    if closed and request.user.is_authenticated and not all(one.accept_request(request) for one in closed):
        raise Http404("private, and not for this person")


@hooks.register("insert_global_admin_css")
def wear_the_portals_blue() -> str:
    """Link the desk's few own colors."""
    return format_html('<link rel="stylesheet" href="{}">', static("core/desk.css"))
