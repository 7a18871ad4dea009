"""What is in the database: nothing yet, the demo region, or something else; and who one can sign in as."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from enum import Enum

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from wagtail.models import Page, PageQuerySet

from cms.accounts.models import User
from cms.demo.accounts import DOMAIN, PASSWORD, address, demo_users
from cms.demo.content import read_records
from cms.mailing.models import OutboxMail
from matching.models import Offer, Organization

N_MAILS_SHOWN = 50


class Holds(Enum):
    """What a database holds."""

    NOTHING = "nothing"
    DEMO = "demo"
    SOMETHING_ELSE = "something else"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody one can sign in as."""

    user: User
    name: str
    about: str
    start: str
    is_staff: bool

    @property
    def password(self) -> str:
        """Only staff sign in by password."""
        return PASSWORD if self.is_staff else ""


@dataclass(frozen=True, slots=True)
class MailShown:
    """A mail of the outbox, readable."""

    recipient: str
    subject: str
    text: str
    state: str
    created_at: object


def held() -> Holds:
    """Return what the database holds; reference data, roles and Wagtail's first page do not count."""
    if foreign_things():
        return Holds.SOMETHING_ELSE
    return Holds.DEMO if Organization.objects.filter(is_demo=True).exists() else Holds.NOTHING


def foreign_things() -> list[str]:
    """Return in words what does not belong to the demo region."""
    counts = {
        "log-ins": User.objects.exclude(email__endswith=f"@{DOMAIN}").count(),
        "organizations": Organization.objects.filter(is_demo=False).count(),
        "offers": Offer.objects.filter(is_demo=False).count(),
        "pages": foreign_pages().count(),
    }
    return [f"{count} {name}" for name, count in counts.items() if count]


def demo_homes() -> list[Page]:
    """Return the start pages of the demo region; its pages belong to demo people."""
    return list(Page.objects.filter(depth=2, owner__in=demo_users()).order_by("path"))


def foreign_pages() -> PageQuerySet:
    """Return pages that somebody else made; the root and the page that comes with Wagtail are nobody's."""
    pages = Page.objects.filter(depth__gt=1).exclude(owner__in=demo_users())
    is_parent = Page.objects.filter(path__startswith=OuterRef("path"), depth__gt=OuterRef("depth"))
    untouched = Page.objects.filter(depth=2, owner__isnull=True, content_type__model="page").exclude(Exists(is_parent))
    return pages.exclude(pk__in=untouched.values("pk"))


def demo_people() -> list[DemoPerson]:
    """Return the named demo people that are in the database, in the order of their file."""
    records = {address(record["email"]): record for record in read_records("people")}
    users = {user.email: user for user in User.objects.filter(email__in=records, is_active=True)}
    about = "about" if (get_language() or "de").startswith("de") else "about_en"
    return [
        DemoPerson(
            user=users[email],
            name=f"{record['first_name']} {record['last_name']}",
            about=record[about],
            start=record["start"],
            is_staff=record["kind"] == "staff",
        )
        for email, record in records.items()
        if email in users
    ]


def demo_person(*, user_id: object) -> DemoPerson | None:
    """Return a named demo person by public id; anybody else is nobody here."""
    return next((person for person in demo_people() if person.user.public_id == user_id), None)


def latest_mails() -> list[MailShown]:
    """Return the newest mails of the outbox with their text."""
    return [_readable(mail) for mail in OutboxMail.objects.order_by("-created_at", "-pk")[:N_MAILS_SHOWN]]


def _readable(mail: OutboxMail) -> MailShown:
    message = message_from_bytes(bytes(mail.message), policy=policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    return MailShown(
        recipient=mail.recipient,
        subject=mail.subject,
        text=body.get_content().strip() if body else "",
        state=mail.get_state_display(),
        created_at=mail.created_at,
    )
