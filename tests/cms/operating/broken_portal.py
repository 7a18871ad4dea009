"""A portal in which a page breaks while somebody's words are in its hands; run as a program of its own."""

import django

django.setup()

import sentry_sdk  # noqa: E402 - as in a portal, Django comes first
from django.test import Client  # noqa: E402

from cms.core import views  # noqa: E402

PERSON = "Anna Zeisigfeder"


def break_down(*_arguments: object) -> None:
    somebody = PERSON
    raise ValueError(f"{somebody} cannot be read")


if __name__ == "__main__":
    views.readings = break_down
    client = Client(raise_request_exception=False)
    client.cookies["note"] = PERSON.replace(" ", "")
    client.get("/health/", {"q": PERSON}, headers={"user-agent": PERSON, "x-forwarded-for": "203.0.113.7"})
    sentry_sdk.flush(timeout=30)
