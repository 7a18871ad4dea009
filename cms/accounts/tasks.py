"""The schedule's door to log-ins."""

from celery import shared_task

from cms.accounts import services


@shared_task(name="accounts.forget_invitations")
def forget_invitations_task(**_added_later: object) -> int:
    """Delete invitations that are long over; safe to run twice."""
    return services.forget_invitations()
