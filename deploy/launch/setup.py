"""The set-up: its steps in order, one at a time, by one person at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.launch.data import (
    accounts_step,
    database_step,
    demo_step,
    kernels_step,
    reference_data_step,
    search_index_step,
    static_step,
    translations_step,
)
from deploy.launch.environment import environment_step
from deploy.launch.frontend import frontend_step
from deploy.launch.paths import var_dir
from deploy.launch.progress import say


def set_up(*, for_tests: bool) -> None:
    """Prepare everything that the portal needs before it has content."""
    environment_step(for_tests=for_tests).do()
    frontend_step().do()
    translations_step().do()
    if not for_tests:
        database_step().do()
        static_step().do()
        kernels_step().do()


def prepare_code() -> None:
    """Prepare what does not touch the database: the administrator's commands do that themselves."""
    environment_step(for_tests=False).do()
    frontend_step().do()
    translations_step().do()
    static_step().do()
    kernels_step().do()


def fill() -> None:
    """Load the reference data and build the demo region."""
    reference_data_step().do()
    demo_step().do()
    search_index_step().do()
    accounts_step().do()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait while another set-up runs in the same folder."""
    lock = var_dir() / "stamps" / "lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is running in this folder; waiting until it is done.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
