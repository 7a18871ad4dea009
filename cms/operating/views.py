"""How the portal is, for the administrator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.admin.auth import user_passes_test

from cms.operating.condition import Level, parts

CONDITION_URL = "portal_condition"
RIGHT = "operating.view_condition"


@require_safe
@user_passes_test(lambda user: user.has_perm(RIGHT))
def condition(request: HttpRequest) -> HttpResponse:
    """Show each part of the portal with a mark, a sentence what it means, and what to do."""
    found = parts()
    worst = max((part.level for part in found), default=Level.WELL)
    return render(request, "operating/condition.html", {"parts": found, "worst": worst})
