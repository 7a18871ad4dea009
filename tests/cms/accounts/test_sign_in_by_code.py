import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone

from cms.accounts import services
from cms.accounts.models import User
from cms.mailing.models import OutboxMail

pytestmark = pytest.mark.django_db


def ask(client, email, path="/konto/anmelden/", **extra):
    return client.post(path, {"email": email, "is_old_enough": "on"}, **extra)


def enter(client, code):
    return client.post("/konto/anmelden/code/", {"code": code})


def test_the_code_from_the_letter_opens_a_session(client, alumna, mailed_code):
    ask(client, "Lena@Posteo.example")

    response = enter(client, mailed_code())

    assert response.status_code == 302
    assert response["Location"] == "/konto/"
    assert get_user(client) == alumna


def test_a_person_lands_where_they_wanted_to_go(client, alumna, mailed_code):
    client.post("/konto/anmelden/?next=/somewhere/", {"email": alumna.email})

    assert enter(client, mailed_code())["Location"] == "/somewhere/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_a_foreign_site(client, alumna, mailed_code, target):
    client.post("/konto/anmelden/", {"email": alumna.email, "next": target})

    assert enter(client, mailed_code())["Location"] == "/konto/"


def test_signing_up_makes_an_account_only_when_the_code_comes_back(client, mailed_code):
    ask(client, "neu@posteo.example", "/konto/registrieren/")
    before = User.objects.count()

    enter(client, mailed_code())

    assert before == 0
    assert get_user(client).email == "neu@posteo.example"
    assert not get_user(client).has_usable_password()


def test_signing_up_needs_the_word_that_one_is_old_enough(client):
    response = client.post("/konto/registrieren/", {"email": "neu@posteo.example"})

    assert response.status_code == 400
    assert not OutboxMail.objects.exists()


def test_signing_up_twice_makes_no_second_account_and_says_so_in_the_letter(client, alumna, newest_letter, mailed_code):
    ask(client, alumna.email, "/konto/registrieren/")
    words, recipient = newest_letter()

    enter(client, mailed_code())

    assert recipient == alumna.email
    assert "already have an account" in words or "schon ein Konto" in words
    assert get_user(client) == alumna
    assert User.objects.count() == 1


def test_an_unknown_address_gets_a_letter_without_a_code(client, newest_letter, mailed_code):
    ask(client, "fremd@posteo.example")

    assert mailed_code() == ""
    assert "/konto/registrieren/" in newest_letter()[0]


def test_a_blocked_account_gets_a_letter_without_a_code(client, alumna, mailed_code):
    User.objects.filter(pk=alumna.pk).update(is_active=False)

    ask(client, alumna.email)

    assert mailed_code() == ""


@pytest.mark.parametrize("path", ["/konto/anmelden/", "/konto/registrieren/"])
def test_known_and_unknown_addresses_get_the_same_answer_at_the_same_cost(
    path, alumna, proven_editor, django_assert_max_num_queries
):
    answers, costs = [], []

    for address in (alumna.email, "fremd@posteo.example", proven_editor.email):
        client, before = Client(), OutboxMail.objects.count()
        with django_assert_max_num_queries(100) as queries:
            response = ask(client, address, path)
        cost = shapes(queries)  # the next request empties the record
        page = client.get(response["Location"])
        headers = {name: value for name, value in response.items() if name != "Expires"}  # the second of the answer
        answers.append((response.status_code, headers, without_secrets(page, address)))
        costs.append((cost, OutboxMail.objects.count() - before))

    assert answers[0] == answers[1] == answers[2]
    assert costs[0] == costs[1] == costs[2]
    assert len(costs[0][0]) > 3
    assert costs[0][1] == 1


@pytest.mark.parametrize("attempt", ["12345678", "0", "", "not a code"])
def test_a_wrong_code_is_answered_alike_for_known_and_unknown_addresses(attempt, alumna):
    answers = []

    for address in (alumna.email, "fremd@posteo.example"):
        client = Client()
        ask(client, address)
        response = enter(client, attempt)
        answers.append((response.status_code, without_secrets(response, address)))

    assert answers[0] == answers[1]
    assert answers[0][0] == 400


def test_a_code_is_good_once(client, alumna, mailed_code):
    ask(client, alumna.email)
    kept_session = dict(client.session)
    code = mailed_code()
    enter(client, code)

    again = Client()
    session = again.session
    session["email_code"] = kept_session["email_code"]
    session.save()
    again.cookies["sessionid"] = session.session_key
    enter(again, code)

    assert get_user(client) == alumna
    assert get_user(again).is_anonymous


def test_a_code_of_one_session_is_worth_nothing_in_another(client, alumna, mailed_code):
    ask(client, alumna.email)
    first = mailed_code()
    other = Client()
    ask(other, alumna.email)

    response = enter(other, first)

    assert response.status_code == 400
    assert get_user(other).is_anonymous


def test_a_sign_in_code_is_worth_nothing_for_another_purpose_or_address(client, alumna, mailed_code):
    ask(client, alumna.email)
    code = mailed_code()

    for change in ({"purpose": "sign_up"}, {"email": "fremd@posteo.example"}):
        session = client.session
        kept = dict(session["email_code"])
        session["email_code"] = kept | change
        session.save()
        response = enter(client, code)
        session["email_code"] = kept
        session.save()

        assert response.status_code == 400
    assert get_user(client).is_anonymous


@pytest.mark.parametrize(("seconds", "is_in"), [(599, True), (601, False)])
def test_a_code_is_good_for_ten_minutes(seconds, is_in, client, alumna, mailed_code):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        ask(client, alumna.email)

    with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
        enter(client, mailed_code())

        assert get_user(client).is_authenticated is is_in


def test_after_five_wrong_tries_the_right_code_is_worth_nothing(client, alumna, mailed_code):
    ask(client, alumna.email)
    right = mailed_code()
    wrong = "00000000" if not right.startswith("0000") else "11111111"

    answers = [enter(client, wrong).status_code for _try in range(5)]
    response = enter(client, right)

    assert answers == [400] * 5
    assert response.status_code == 302
    assert get_user(client).is_anonymous


def test_guesses_that_share_no_session_state_are_counted_together(client, alumna, mailed_code):
    """Parallel requests each load the same session; the count must not live in it."""
    ask(client, alumna.email)
    right, kept = mailed_code(), dict(client.session)["email_code"]

    for _try in range(5):
        session = client.session
        session["email_code"] = kept
        session.save()
        enter(client, "00000001")
    session = client.session
    session["email_code"] = kept
    session.save()
    enter(client, right)

    assert get_user(client).is_anonymous


def test_looking_at_the_pages_changes_nothing(client, alumna, mailed_code):
    ask(client, alumna.email)
    kept = dict(client.session)

    for _time in range(2):
        client.get("/konto/anmelden/code/")
        client.get(f"/konto/anmelden/code/?code={mailed_code()}")

    assert dict(client.session) == kept
    assert get_user(client).is_anonymous


def test_the_code_stands_neither_in_the_session_nor_in_the_log(client, alumna, mailed_code, caplog):
    with caplog.at_level("DEBUG"):
        ask(client, alumna.email)
        code = mailed_code().replace(" ", "")
        kept = str(dict(client.session))
        enter(client, "99999999")
        enter(client, code)

    assert code not in kept
    assert code not in "".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")


def test_signing_in_gives_a_new_session_id(client, alumna, mailed_code):
    ask(client, alumna.email)
    before = client.session.session_key

    enter(client, mailed_code())

    assert client.session.session_key != before


def test_three_letters_in_ten_minutes_are_enough_for_one_mailbox(alumna):
    spellings = ["lena@posteo.example", "LENA@posteo.example", "lena+x@posteo.example", "l.e.n.a@posteo.example"]

    answers = [ask(Client(), spelling).status_code for spelling in spellings]

    assert answers == [302, 302, 302, 429]
    assert OutboxMail.objects.count() == 3


def test_a_hundred_sign_ups_for_one_victim_make_one_letter():
    for number in range(100):
        ask(Client(), "opfer@posteo.example", "/konto/registrieren/", REMOTE_ADDR=f"198.51.100.{number}")

    assert OutboxMail.objects.count() == 1


def test_limits_end_with_their_time(alumna):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        for _time in range(4):
            ask(Client(), alumna.email)

    with time_machine.travel(start + timedelta(minutes=11), tick=False):
        response = ask(Client(), alumna.email)

    assert response.status_code == 302


def test_one_sender_cannot_go_round_the_limit_with_an_invented_forwarded_address():
    answers = [
        ask(
            Client(),
            f"opfer{number}@posteo.example",
            "/konto/registrieren/",
            HTTP_X_FORWARDED_FOR=f"203.0.113.{number}",
        ).status_code
        for number in range(21)
    ]

    assert answers == [302] * 20 + [429]


def test_behind_our_own_proxy_senders_are_told_apart(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    answers = [
        ask(
            Client(),
            f"viele{number}@posteo.example",
            "/konto/registrieren/",
            HTTP_X_FORWARDED_FOR=f"203.0.113.{number}",
        ).status_code
        for number in range(21)
    ]

    assert answers == [302] * 21


def test_a_role_given_between_letter_and_code_makes_the_code_worthless(client, alumna, mailed_code):
    services.ensure_roles()
    ask(client, alumna.email)
    services.give_role(user=alumna, role=services.Role.EDITOR)

    enter(client, mailed_code())

    assert get_user(client).is_anonymous


def test_a_person_with_a_second_factor_of_their_own_is_asked_for_it(client, alumna, mailed_code, totp_code):
    services.give_second_factor(user=alumna, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    ask(client, alumna.email)

    response = enter(client, mailed_code())
    halfway = get_user(client).is_authenticated
    client.post(response["Location"], {"code": totp_code()})

    assert response["Location"] == "/konto/anmelden/zweiter-faktor/"
    assert not halfway
    assert get_user(client) == alumna


@pytest.mark.parametrize("name", ["a\r\nBcc: x@evil.example", "a\x00b@posteo.example", "Ø\u2028@posteo.example"])
def test_odd_addresses_are_refused_without_a_letter(client, name):
    response = ask(client, name)

    assert response.status_code == 400
    assert not OutboxMail.objects.exists()


def without_secrets(response, address):
    body = response.content.decode().replace(address, "ADDRESS")
    token = response.context["csrf_token"] if response.context else ""
    return body.replace(str(token), "TOKEN")


def shapes(queries):
    """What was asked of the database, without values and without the running numbers of savepoints."""
    return [re.split(r"WHERE|VALUES|_x\d+", query["sql"])[0] for query in queries.captured_queries]
