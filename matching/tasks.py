"""Slow use cases as tasks: doors, not rooms."""

from celery import shared_task

from matching import services


@shared_task(name="matching.refresh_recommendations", acks_late=True, time_limit=300)  # seconds
def refresh_recommendations_task(*, profile_ids: list[int], **_added_later: object) -> int:
    """Refresh people's stored recommendations; safe to run twice, each person is replaced as a whole."""
    return services.refresh_recommendations(profile_ids=profile_ids)
