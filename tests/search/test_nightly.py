"""What the schedule does for editors at night."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from search import indexing, tasks
from search.models import AskedWords, SearchInvariant
from tests.factories import ArticlePageFactory, serve_portal

pytestmark = pytest.mark.django_db


def test_promises_are_checked_and_old_words_forgotten():
    page = ArticlePageFactory(parent=serve_portal(), title="Kita-Platz finden", story="[]")
    indexing.rebuild()
    made = SearchInvariant.objects.create(query="Hundesteuer", page=page)
    long_ago = timezone.localdate() - timedelta(days=400)
    AskedWords.objects.create(key="1", language="de", text="hundesteuer", last_day=long_ago)

    assert tasks.check_invariants_task(added_later="nothing") == 1
    assert tasks.forget_words_task(added_later="nothing") == 1
    made.refresh_from_db()
    assert made.is_broken


def test_both_stand_in_the_schedule():
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert {"search.check_invariants", "search.forget_words"} <= scheduled
