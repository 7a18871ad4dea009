"""Delete again who was deleted after a back-up was made, and withdraw again what was withdrawn."""

from datetime import datetime

from django.db.models import ProtectedError

from cms.accounts.models import User
from cms.accounts.services import forget_person
from cms.operating import ledger
from cms.operating.media import Report
from matching.models import Consent
from matching.services import withdraw_consent


def repeat_deletions(lines: list[ledger.Line], *, report: Report) -> int:
    """Delete every person of the ledger who is there, each in a transaction of their own; return how many."""
    ledger.keep_in_table(lines)
    n_gone = 0
    for user in User.objects.filter(public_id__in=[line.public_id for line in lines]):
        try:
            forget_person(user=user)
        except ProtectedError as error:
            # Whoever deleted the person had moved these records to somebody else before; that is lost with the rest.
            kinds = sorted({row._meta.label for row in error.protected_objects})
            user.is_active = False
            user.save(update_fields=["is_active"])  # the audit log hears of it
            report(
                f"warning: log-in {user.public_id} was closed and must be deleted by hand: {', '.join(kinds)} name it"
            )
        else:
            n_gone += 1
    return n_gone


def repeat_withdrawals(lines: list[ledger.Line]) -> int:
    """Withdraw every consent of the ledger that is in force, as of the day on which it was said; return how many."""
    moments = {line.public_id: datetime.fromisoformat(line.deleted_at) for line in lines if line.kind == "consent"}
    return sum(
        withdraw_consent(
            user_id=consent.user_id,
            purpose=Consent.For(consent.purpose),
            moment=moments[str(consent.public_id)],
        )
        for consent in Consent.objects.filter(public_id__in=moments, withdrawn_at=None)
    )
