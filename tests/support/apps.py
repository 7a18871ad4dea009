"""What portals that tests start as processes of their own do otherwise than in production."""

from django.apps import AppConfig


class ProcessOfATestConfig(AppConfig):
    """Lets followers read the change log at once; tests in tests/conftest.py do the same in their own process.

    On PostgreSQL they would wait for every transaction of the cluster that still writes, those of other tests among
    them, which hold theirs for as long as they run.
    """

    name = "tests.support"
    label = "process_of_a_test"

    def ready(self) -> None:
        from matching import changes
        from matching.models import Change

        changes._readable = Change.objects.all
