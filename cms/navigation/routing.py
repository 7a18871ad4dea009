"""What a request for a page prepares before it is rendered."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve

from cms.core.blocks.record_book import record_book, records_of_one_request
from cms.core.models import BasePage
from cms.core.page_routes import prepare_route
from cms.navigation.rich_text_links import expect_links, links_of_one_request


class PageRouteMiddleware:
    """Finds the page before Wagtail looks for it, and tells which links and references its body will ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with links_of_one_request(), records_of_one_request():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], arguments: list[Any], named: dict[str, Any]
    ) -> None:
        if view is not serve:
            return
        page = prepare_route(request, "".join(arguments))
        if isinstance(page, BasePage):
            body = list(page.story.raw_data)
            expect_links(body)
            book = record_book()
            if book is not None:
                book.expect(body)
