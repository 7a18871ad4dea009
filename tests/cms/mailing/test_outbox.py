import email
import email.policy
import smtplib
from datetime import timedelta

import pytest
import time_machine
from celery import current_app
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils import timezone

from cms.mailing import checks, services, transport
from cms.mailing.backends import OutboxBackend
from cms.mailing.models import OutboxMail
from cms.mailing.services.send_due_mails import LEASE, lease_mails
from cms.mailing.tasks import send_due_task

State = OutboxMail.State


class Killed(BaseException):
    """Stands for a process that ends in the middle of a line."""


class Server:
    """A mail server that remembers what it got, and answers as it is told."""

    def __init__(self):
        self.got: list[tuple[str, str]] = []
        self.answers: list[BaseException | None] = []
        self.meanwhile = lambda: None

    def __enter__(self):
        return self

    def __exit__(self, *details):
        pass

    def send(self, *, recipient, message):
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, (transport.PermanentError, transport.TemporaryError, transport.ServerAwayError)):
            raise answer
        self.got.append((recipient, parse(message)["Message-ID"]))
        self.meanwhile()
        if answer:
            raise answer


@pytest.fixture
def server(settings, monkeypatch) -> Server:
    settings.MAIL_TRANSPORT_URL = "smtp://mail.example"
    server = Server()
    monkeypatch.setattr(transport, "Transport", lambda: server)
    return server


def parse(message):
    return email.message_from_bytes(bytes(message), policy=email.policy.default)


def put(address="lena@posteo.example", key=""):
    services.enqueue_mail(message=EmailMessage("Hallo", "Text", to=[address]), dedupe_key=key)
    return OutboxMail.objects.order_by("-pk").first()


pytestmark = pytest.mark.django_db


def test_djangos_mail_functions_write_into_the_outbox(settings):
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"

    send_mail("Grüße", "Text", None, ["lena@posteo.example"])

    mail = OutboxMail.objects.get()
    assert (mail.recipient, mail.subject, mail.state) == ("lena@posteo.example", "Grüße", State.WAITING)


def test_a_mail_says_that_a_machine_wrote_it_and_carries_its_key():
    mail = put()

    message = parse(mail.message)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == mail.dedupe_key
    assert message["Message-ID"].endswith("@heimathafen.example>")


def test_nobody_sees_the_other_recipients():
    message = EmailMultiAlternatives(
        "Hallo", "Text", to=["a@posteo.example", "b@posteo.example"], cc=["c@posteo.example"], bcc=["d@posteo.example"]
    )

    OutboxBackend().send_messages([message])

    mails = OutboxMail.objects.all()
    assert sorted(mail.recipient[0] for mail in mails) == ["a", "b", "c", "d"]
    assert all(parse(mail.message)["To"] == mail.recipient for mail in mails)
    assert all("Cc" not in parse(mail.message) and "Bcc" not in parse(mail.message) for mail in mails)


def test_the_same_key_is_stored_once_for_each_recipient():
    for _time in range(3):
        put(key="issue-1-person-7")
    put("b@posteo.example", key="issue-1-person-7")

    assert OutboxMail.objects.count() == 2


def test_without_a_key_every_mail_counts():
    for _time in range(3):
        put()

    assert OutboxMail.objects.count() == 3


@pytest.mark.parametrize(
    "options",
    [
        {"subject": "Hallo\r\nBcc: x@evil.example"},
        {"subject": "Hallo\nX: y"},
        {"to": ["a@posteo.example\r\nBcc: x@evil.example"]},
        {"reply_to": ["a@posteo.example\nBcc: x@evil.example"]},
        {"headers": {"X-Name": "a\r\nBcc: x@evil.example"}},
    ],
)
def test_line_breaks_do_not_reach_a_header(options):
    message = EmailMessage(**({"subject": "Hallo", "body": "Text", "to": ["a@posteo.example"]} | options))

    with pytest.raises(BadHeaderError):
        services.enqueue_mail(message=message)

    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("subject", ["Hallo\u2028Bcc: x@evil.example", "Hallo\x0bBcc: x@evil.example", "Müller-Łuczak"])
def test_odd_characters_in_a_subject_make_no_new_header(subject):
    services.enqueue_mail(message=EmailMessage(subject, "Text", to=["a@posteo.example"]))

    message = email.message_from_bytes(bytes(OutboxMail.objects.get().message))
    assert set(message) == {
        *("Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date"),
        *("Auto-Submitted", "Message-ID"),
    }


@pytest.mark.django_db(transaction=True)
def test_a_mail_stands_and_falls_with_its_cause(monkeypatch):
    bells = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: bells.append(name))

    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    after_rollback = (OutboxMail.objects.count(), list(bells))
    with transaction.atomic():
        put()
        before_commit = list(bells)

    assert after_rollback == (0, [])
    assert before_commit == []
    assert bells == ["mailing.send_due"]


def test_without_a_server_mails_stay_here(settings):
    settings.MAIL_TRANSPORT_URL = ""
    put()

    assert services.send_due_mails() == 1
    assert OutboxMail.objects.get().state == State.KEPT


def test_a_due_mail_is_sent_once(server):
    mail = put()

    n_sent = [services.send_due_mails(), services.send_due_mails()]

    assert n_sent == [1, 0]
    assert server.got == [(mail.recipient, mail.dedupe_key)]
    assert OutboxMail.objects.get().state == State.SENT


def test_a_sender_killed_between_sending_and_marking_repeats_under_the_same_message_id(server):
    mail = put()
    server.answers = [Killed()]
    with pytest.raises(Killed):
        services.send_due_mails()
    while_leased = services.send_due_mails()

    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1), tick=False):
        services.send_due_mails()

    assert while_leased == 0
    assert server.got == [(mail.recipient, mail.dedupe_key)] * 2
    assert OutboxMail.objects.get().state == State.SENT


def test_two_senders_do_not_both_send(server):
    for number in range(5):
        put(f"p{number}@posteo.example")
    server.meanwhile = lambda: (setattr(server, "meanwhile", lambda: None), services.send_due_mails())

    services.send_due_mails()

    assert len(server.got) == len(set(server.got)) == 5


def test_a_batch_leaves_the_rest_to_other_senders():
    for number in range(5):
        put(f"p{number}@posteo.example")
    until = timezone.now() + LEASE

    first, second, third = (lease_mails(leased_until=until, batch_size=3) for _sender in range(3))

    assert [len(first), len(second), len(third)] == [3, 2, 0]
    assert not {mail.pk for mail in first} & {mail.pk for mail in second}


def test_a_refusal_for_now_is_tried_again_later_and_later(server):
    put()
    pauses = []

    for _time in range(4):
        server.answers = [transport.TemporaryError("SMTP 451")]
        due = OutboxMail.objects.get().next_attempt_at
        with time_machine.travel(max(due, timezone.now()), tick=False):
            services.send_due_mails()
            pauses.append((OutboxMail.objects.get().next_attempt_at - timezone.now()).total_seconds())

    mail = OutboxMail.objects.get()
    assert (mail.state, mail.attempts, mail.last_error) == (State.WAITING, 4, "SMTP 451")
    for pause, full in zip(pauses, [30, 60, 120, 240], strict=True):
        assert full / 2 <= pause <= full


def test_after_a_day_a_mail_is_given_up(server):
    put()
    server.answers = [transport.TemporaryError("SMTP 451")]

    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        services.send_due_mails()

    assert OutboxMail.objects.get().state == State.FAILED


def test_one_refused_address_does_not_hold_up_the_others(server):
    for number in range(4):
        put(f"p{number}@posteo.example")
    server.answers = [None, transport.PermanentError("SMTP 550")]

    n_sent = services.send_due_mails()

    assert n_sent == 3
    assert list(OutboxMail.objects.filter(state=State.FAILED).values_list("recipient", flat=True)) == [
        "p1@posteo.example"
    ]


def test_a_server_that_is_away_costs_one_try_and_loses_nothing(server):
    for number in range(3):
        put(f"p{number}@posteo.example")
    server.answers = [transport.ServerAwayError("TimeoutError")]

    away = services.send_due_mails()
    waiting = list(OutboxMail.objects.order_by("pk").values_list("attempts", "leased_until"))
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        services.send_due_mails()

    assert away == 0
    assert waiting == [(1, None), (0, None), (0, None)]
    assert OutboxMail.objects.filter(state=State.SENT).count() == 3


def test_a_slow_server_does_not_outlast_the_lease(server):
    for number in range(3):
        put(f"p{number}@posteo.example")
    now = timezone.now()

    with time_machine.travel(now, tick=False) as clock:
        server.meanwhile = lambda: clock.shift(timedelta(seconds=61))
        services.send_due_mails()

        assert len(server.got) == 1
        assert OutboxMail.objects.filter(state=State.WAITING, leased_until=None, attempts=0).count() == 2


def test_the_task_goes_on_until_nothing_is_due(server):
    for number in range(45):
        put(f"p{number}@posteo.example")

    assert send_due_task() == 45
    assert len(set(server.got)) == 45


def test_a_person_who_leaves_leaves_the_outbox():
    put("Lena@posteo.example")
    put("b@posteo.example")

    assert services.forget_recipient(email="lena@posteo.example") == 1
    assert OutboxMail.objects.get().recipient == "b@posteo.example"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"no a@b.example")}), transport.PermanentError),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (450, b"later")}), transport.TemporaryError),
        (smtplib.SMTPDataError(552, b"too big"), transport.PermanentError),
        (smtplib.SMTPSenderRefused(451, b"later", "p@x"), transport.TemporaryError),
        (smtplib.SMTPServerDisconnected("gone"), transport.ServerAwayError),
        (TimeoutError(), transport.ServerAwayError),
        (ConnectionRefusedError(), transport.ServerAwayError),
    ],
)
def test_what_a_server_answers_is_told_apart_and_addresses_are_not_kept(error, expected, settings, monkeypatch):
    settings.MAIL_TRANSPORT_URL = "smtp://mail.example"

    class Connection:
        def sendmail(self, *arguments):
            raise error

        def quit(self):
            pass

        def close(self):
            pass

    with transport.Transport() as server:
        monkeypatch.setattr(server._backend, "open", lambda: None)
        server._backend.connection = Connection()

        with pytest.raises(expected) as raised:
            server.send(recipient="a@b.example", message=b"")

    assert "@" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "", "", False, False)),
        ("smtp+tls://n%40x:p%2Fw@mail.example", ("mail.example", 587, "n@x", "p/w", True, False)),
        ("smtps://n:p@mail.example:4650", ("mail.example", 4650, "n", "p", False, True)),
    ],
)
def test_the_address_of_the_server_is_read(url, expected):
    assert tuple(transport.parse_url(url).values()) == expected


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:port"])
def test_an_address_that_names_no_server_is_refused(url, settings):
    settings.MAIL_TRANSPORT_URL = url

    assert [message.id for message in checks.check_transport(None)] == ["mailing.E001"]
