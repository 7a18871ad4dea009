"""Many who write at the same time into the one file of a small portal: each waits for its turn, nobody is refused."""

import threading

import pytest
from django.core.mail import EmailMessage
from django.db import OperationalError, connection, transaction

from cms.mailing.models import OutboxMail
from cms.mailing.services import enqueue_mail
from matching.models import PublicationSettings

pytestmark = pytest.mark.django_db(transaction=True)

N_WRITERS = 8
N_TIMES = 60


def test_eight_writers_write_all_they_have_and_overwrite_nobody() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite; a server has rows of its own to lock")
    OutboxMail.objects.create(dedupe_key="counter", recipient="zaehler@heimathafen.example", subject="", message=b"")
    refused: list[str] = []

    def write(number: int) -> None:
        try:
            for time in range(N_TIMES):
                with transaction.atomic():
                    # Read first, then write: a transaction that did not announce itself would be refused here.
                    counter = OutboxMail.objects.get(dedupe_key="counter")
                    counter.attempts += 1
                    counter.save(update_fields=["attempts"])
                    enqueue_mail(message=EmailMessage(f"{number}-{time}", "", to=["jana@heimathafen.example"]))
        except OperationalError as error:
            refused.append(str(error))
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(N_WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert refused == []
    assert OutboxMail.objects.get(dedupe_key="counter").attempts == N_WRITERS * N_TIMES
    assert OutboxMail.objects.exclude(dedupe_key="counter").count() == N_WRITERS * N_TIMES


def test_readers_do_not_wait_for_a_writer() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    found: list[int] = []

    def read() -> None:
        found.append(PublicationSettings.objects.count())
        connection.close()

    with transaction.atomic():
        PublicationSettings.objects.create()
        reader = threading.Thread(target=read)
        reader.start()
        reader.join(timeout=10)

    assert found == [0]
