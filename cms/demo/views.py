"""Who is who in the demo region, sign-in by one click, and the mails that never left."""

from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cms.accounts.services import sign_in_as_demo_person
from cms.demo import selectors

FORWARDED = {"HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP"}


@never_cache
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Tell who is who, each with a button to sign in."""
    _only_in_demonstrations(request)
    return render(request, "demo/people.html", {"people": selectors.demo_people()})


@never_cache
@require_POST
def sign_in(request: HttpRequest, user_id: object) -> HttpResponse:
    """Sign in as a named demo person, and as nobody else."""
    _only_in_demonstrations(request)
    person = selectors.demo_person(user_id=user_id)
    if person is None:
        raise Http404
    sign_in_as_demo_person(request=request, user=person.user)
    return redirect(person.start)


@never_cache
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    """Show the newest mails of the outbox: here no mail leaves the machine."""
    _only_in_demonstrations(request)
    return render(request, "demo/mails.html", {"mails": selectors.latest_mails()})


def _only_in_demonstrations(request: HttpRequest) -> None:
    """Refuse whoever does not sit at this machine: a proxy in front would let the whole world in."""
    is_here = ip_address(request.META["REMOTE_ADDR"]).is_loopback and not FORWARDED & request.META.keys()
    if not (settings.DEMO_SIGN_IN and is_here):
        raise Http404
