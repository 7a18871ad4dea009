"""For which of the portal's names something is kept."""

from django.http import HttpRequest
from django.http.request import split_domain_port


def host_name(request: HttpRequest) -> str:
    """Return the name a request asks for; neither case nor port nor a last dot make another one.

    Whoever asks chooses these freely, and each name is rendered and kept anew. ALLOWED_HOSTS limits the names, and
    no address on a page is taken from a request.
    """
    return split_domain_port(request.get_host())[0]
