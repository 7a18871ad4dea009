"""Every test begins with the migrated database, whatever the one before has committed."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from wagtail.models import Page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_a_test_commits_is_gone_in_the_next(turn: str) -> None:
    assert get_user_model().objects.count() == 0
    assert Page.objects.filter(depth=1).count() == 1

    get_user_model().objects.create_user(f"{turn}@person.example")
    Page.objects.all().delete()


@pytest.mark.django_db
def test_what_migrations_wrote_is_there() -> None:
    assert Page.objects.filter(depth=1).count() == 1


@pytest.mark.django_db
def test_tests_never_touch_a_database_of_somebody_else() -> None:
    assert "heimathafen-test-" in str(connection.settings_dict["NAME"])
