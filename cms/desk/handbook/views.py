"""The handbook on one page, so that the browser's own search finds every word of it."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.accounts.models import User
from cms.desk.handbook.chapters import CHAPTERS
from cms.desk.handbook.rights import rights_of

HANDBOOK_URL = "desk_handbook"


@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """Show the chapters that tell of what the reader may do."""
    rights = rights_of(cast(User, request.user))
    chapters = [chapter for chapter in CHAPTERS if chapter.is_for(rights)]
    return render(request, "desk/handbook.html", {"may": rights, "chapters": chapters})
