"""A portal to hang pages into."""

import pytest

from cms.welcome.models import HomePage
from tests.factories import serve_portal


@pytest.fixture
def home(db: None) -> HomePage:
    return serve_portal()
