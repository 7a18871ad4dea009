"""Mails: do they go out?"""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.mailing.models import OutboxMail
from cms.operating.condition.part import Level, Part, span

LONG = timedelta(minutes=15)


def mail() -> Part:
    """Say how many mails wait, could not be sent, or are held since a restore."""
    meaning = _("Sign-in codes, invitations and messages to the office leave from here.")
    states = OutboxMail.State
    try:
        found = OutboxMail.objects.aggregate(
            waiting=Count("pk", filter=Q(state=states.WAITING)),
            failed=Count("pk", filter=Q(state=states.FAILED)),
            held=Count("pk", filter=Q(state=states.HELD)),
            oldest=Min("created_at", filter=Q(state=states.WAITING)),
        )
    except DatabaseError as error:
        return Part(_("Mails"), Level.BAD, type(error).__name__, meaning, _("Look at the database first."))
    text = _("%(waiting)s wait, %(failed)s could not be sent, %(held)s are held") % found
    level, advice = _judged(found["failed"], found["held"], timezone.now() - (found["oldest"] or timezone.now()))
    return Part(_("Mails"), level, text, meaning, advice)


def _judged(n_failed: int, n_held: int, waiting_for: timedelta) -> tuple[Level, str]:
    if waiting_for > LONG:
        advice = _(
            "The oldest has waited for %(span)s. Look at the worker above; then whether the mail server answers."
        )
        return Level.BAD, advice % {"span": span(waiting_for)}
    if not settings.MAIL_TRANSPORT_URL:
        return Level.LOOK, _("No mail server is set (MAIL_TRANSPORT_URL): mails are kept here and reach nobody.")
    if n_held:
        return Level.LOOK, _("A back-up was restored; decide about these mails: manage.py held_mails.")
    if n_failed:
        return Level.LOOK, _("Ask whoever runs the mail server why it refused them. They are deleted after 30 days.")
    return Level.WELL, ""
