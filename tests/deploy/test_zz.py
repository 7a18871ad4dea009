import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page, Site
@pytest.mark.django_db
def test_a():
    assert Page.objects.count() >= 1
    get_user_model().objects.create_user("a@b.example")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("n", range(3))
def test_b(n):
    assert Page.objects.count() >= 1
    assert not get_user_model().objects.exists()
    get_user_model().objects.create_user("a@b.example")
@pytest.mark.django_db
def test_c():
    assert not get_user_model().objects.exists()
@pytest.mark.redis
def test_redis(redis_url): assert redis_url
@pytest.mark.postgresql
def test_pg(): pass
