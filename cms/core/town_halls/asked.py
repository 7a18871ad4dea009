"""A request to the desk in the gate's words: area, address, and arguments with their meanings."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser
from django.urls import ResolverMatch
from wagtail.models import Page

from cms.core.town_halls import addresses
from matching.models import Offer


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to the desk, with its arguments by name."""

    request: HttpRequest
    area: str
    address: str
    arguments: Mapping[str, str]

    @property
    def user(self) -> Any:
        """Who asks."""
        return self.request.user

    def value_of(self, meaning: str) -> str:
        """Return the argument that has a meaning here."""
        for name, value in self.arguments.items():
            if addresses.meaning(area=self.area, address=self.address, argument=name) == meaning:
                return value
        return ""

    def subject(self) -> tuple[type[Model], str]:
        """Return model and id of the thing that further ids must belong to."""
        return (Offer, self.value_of("offer")) if "offer" in self.area else (Page, self.value_of("page"))

    def sent(self, name: str) -> list[str]:
        """Return what was sent under a name, behind the question mark or in the body."""
        return [*self.request.GET.getlist(name), *_body(self.request).getlist(name)]


def read(request: HttpRequest, match: ResolverMatch) -> Asked:
    """Return a request in the gate's words."""
    area = match.namespace or match.url_name or match.route
    positional = {str(number): str(value) for number, value in enumerate(match.args)}
    return Asked(request, area, match.view_name, positional | {key: str(value) for key, value in match.kwargs.items()})


def _body(request: HttpRequest) -> QueryDict:
    """Return a form's fields; Django itself reads those of POST only."""
    if request.method in {"GET", "HEAD", "POST"}:
        return request.POST
    if request.content_type == "multipart/form-data":
        stream = BytesIO(request.body)
        return MultiPartParser(request.META, stream, request.upload_handlers, request.encoding).parse()[0]
    return QueryDict(request.body, encoding=request.encoding)
