"""What tells whether the portal is what it should be: open, of which version, with an untouched audit log."""

from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.audit.models import Verification
from cms.audit.problems import UNSEALED, in_words
from cms.core import maintenance
from cms.operating import state
from cms.operating.condition.part import Level, Part, span

VERIFIED_WITHIN = timedelta(hours=26)


def openness() -> list[Part]:
    """Say that visitors are kept out, or that a restore or an upgrade was not ended; nothing where all is as usual."""
    name = _("Open to visitors")
    if state.Restore.read():
        meaning = _("A back-up was being restored and that did not come to its end.")
        return [Part(name, Level.BAD, _("unfinished restore"), meaning, _("Type the same make restore command again."))]
    if state.unfinished_upgrade():
        meaning = _("The tables may be half of one version and half of another.")
        advice = _("Type make upgrade again; it goes on, or says how to go back.")
        return [Part(name, Level.BAD, _("unfinished upgrade"), meaning, advice)]
    if maintenance.is_on():
        meaning = _("Visitors read that the portal is being worked on.")
        return [Part(name, Level.LOOK, _("closed"), meaning, _("When you are done: manage.py maintenance off."))]
    return []


def audit_log() -> Part:
    """Say what the last look along the audit log's chain has found."""
    name = _("Audit log")
    meaning = _("It records who logged in, published, exported or deleted; nobody can change it unseen.")
    look = _("Look yourself: manage.py verify_audit. It also runs every night, when the worker runs.")
    try:
        found = Verification.objects.first()
    except DatabaseError as error:
        return Part(name, Level.BAD, type(error).__name__, meaning, _("Look at the database first."))
    if found is None:
        return Part(name, Level.LOOK, _("not verified yet"), meaning, look)
    if UNSEALED.fullmatch(found.problem):
        advice = _(
            "No sign that anybody changed anything: the worker gives new entries a place in the chain. Does it run?"
        )
        return Part(name, Level.LOOK, in_words(found.problem), meaning, advice)
    if found.problem:
        advice = _(
            "Somebody may have changed the database by hand. Change nothing, keep the back-ups, and tell whoever "
            "answers for data protection and whoever delivers the portal."
        )
        return Part(name, Level.BAD, _("broken at %(where)s") % {"where": in_words(found.problem)}, meaning, advice)
    age = timezone.now() - found.verified_at
    text = _("intact, %(n)s rows, verified %(span)s ago") % {"n": found.n_entries, "span": span(age)}
    if age > VERIFIED_WITHIN:
        return Part(name, Level.LOOK, text, meaning, look)
    return Part(name, Level.WELL, text, meaning)


def code() -> Part:
    """Say which version of the code runs."""
    meaning = _("Name it when you ask for help.")
    return Part(_("Version"), Level.WELL, commit() or _("unknown"), meaning)


@cache
def commit(folder: Path | None = None) -> str:
    """Return the commit that lies here, as git wrote it down when it was fetched; empty where there is no git."""
    git = (folder or settings.BASE_DIR) / ".git"
    try:
        head = (git / "HEAD").read_text("utf-8").strip()
        if not head.startswith("ref: "):
            return head[:12]
        reference = head.removeprefix("ref: ")
        if (git / reference).is_file():
            return (git / reference).read_text("utf-8").strip()[:12]
        packed = (git / "packed-refs").read_text("utf-8").splitlines()
    except OSError:
        return ""
    return next((line.split()[0][:12] for line in packed if line.endswith(f" {reference}")), "")
