"""People who sign in, and what they find in their mailbox."""

import email
import email.policy
import re
import time

import pytest
from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from cms.accounts import services
from cms.accounts.models import Invitation, User
from cms.mailing.models import OutboxMail
from tests.factories import UserFactory, sign_in_staff

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "kahnfahrt im spreewald"
INVITED = "neu@landkreis.example"


@pytest.fixture(autouse=True)
def own_doors(settings):
    settings.ROOT_URLCONF = "tests.cms.accounts.urls"
    # The test runner puts a list in place of the outbox.
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"


@pytest.fixture
def alumna(db) -> User:
    return services.open_account(email="lena@posteo.example")


@pytest.fixture
def editor(db) -> User:
    """Somebody with a role, a password and no second factor yet."""
    services.ensure_roles()
    user = User.objects.create_user("redaktion@landkreis.example", PASSWORD, first_name="Rita")
    services.give_role(user=user, role=services.Role.EDITOR)
    return user


@pytest.fixture
def proven_editor(editor) -> User:
    services.give_second_factor(user=editor, secret=TOTP_SECRET)
    return editor


@pytest.fixture
def newest_letter(db):
    """Return the words of the newest mail, and who gets it."""

    def read() -> tuple[str, str]:
        mail = OutboxMail.objects.order_by("-pk").first()
        message = email.message_from_bytes(bytes(mail.message), policy=email.policy.default)
        return message.get_body(("plain",)).get_content(), mail.recipient

    return read


@pytest.fixture
def mailed_code(newest_letter):
    def read() -> str:
        found = re.search(r"\b(\d{4} \d{4})\b", newest_letter()[0])
        return found.group(1) if found else ""

    return read


@pytest.fixture
def totp_code():
    def read(secret: str = TOTP_SECRET) -> str:
        return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD))

    return read


@pytest.fixture
def password():
    return PASSWORD


@pytest.fixture
def boss(db) -> User:
    services.ensure_roles()
    user = UserFactory(email="verwaltung@landkreis.example", first_name="Vera", last_name="Voigt")
    services.give_role(user=user, role=services.Role.ADMINISTRATOR)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def office(client, boss):
    """The desk of an administrator."""
    sign_in_staff(client, boss)
    return client


@pytest.fixture
def invitation(boss) -> Invitation:
    return services.invite(email=INVITED, role=Invitation.Role.EDITOR, invited_by=boss)


@pytest.fixture
def link(newest_letter):
    def read() -> str:
        return re.search(r"http://localhost:8000(/konto/einladung/\S+)", newest_letter()[0]).group(1)

    return read
