"""A program that goes on writing until it is killed: each time a log-in, a page and a picture in one transaction."""

import itertools
import sys
import threading

import django

PAUSE_SECONDS = 0.02


def write(number: int) -> None:
    """Write one of each; they belong together."""
    from django.db import transaction

    from cms.welcome.models import ArticlePage, HomePage
    from tests.factories import ArticlePageFactory, UserFactory
    from tests.factories.records import make_picture

    with transaction.atomic():
        UserFactory(email=f"busy-{number}@heimathafen.example")
        make_picture(width=200, height=100, title=f"busy {number}")
        ArticlePageFactory(parent=HomePage.objects.get(), title=f"busy {number}", slug=f"busy-{number}", story="[]")
    assert ArticlePage.objects.filter(slug=f"busy-{number}").exists()


if __name__ == "__main__":
    django.setup()
    pause = threading.Event()
    for number in itertools.count(1):
        write(number)
        sys.stdout.write(f"written: {number}\n")
        sys.stdout.flush()
        pause.wait(PAUSE_SECONDS)
