"""The shared cache shares what must be shared, and asks nobody for what every page needs."""

import pytest
from django.core.cache import caches
from django.core.management import call_command

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(settings):
    settings.CACHES = {
        "default": {"BACKEND": "cms.core.caches.PortalDatabaseCache", "LOCATION": "cache_entries"},
    }
    call_command("createcachetable")
    caches["default"].clear()
    yield caches["default"]
    caches["default"].clear()


def test_the_site_root_paths_stay_in_the_process(shared, django_assert_num_queries):
    with django_assert_num_queries(0):
        shared.set("wagtail_site_root_paths", [1, 2], 3600, version=2)

        assert shared.get("wagtail_site_root_paths", version=2) == [1, 2]
        assert shared.get("wagtail_site_root_paths", version=1) is None
        assert shared.delete("wagtail_site_root_paths", version=2)
        assert shared.get("wagtail_site_root_paths", version=2) is None


def test_limits_lie_in_the_database_where_all_processes_find_them(shared, django_assert_num_queries):
    shared.set("limit", 3, 60)

    with django_assert_num_queries(1):
        assert shared.get("limit") == 3
    assert shared.add("limit", 4) is False
    assert shared.delete("limit")
