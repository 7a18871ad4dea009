"""Which inner loops this process ranks with: compiled ones as soon as there are any, plain ones meanwhile."""

import logging
import threading
from collections.abc import Callable

from django.conf import settings

from matching import engine

logger = logging.getLogger(__name__)

_compiling = threading.Lock()


def inner_loops(*, when_compiled: Callable[[engine.Kernels], None]) -> engine.Kernels:
    """Return loops that work at once.

    Where the compiled ones are not there yet (nobody ran `manage.py prepare_matching`, another processor), they are
    compiled in the background, which takes half a minute; then `when_compiled` gets them.
    """
    name, folder = settings.ENGINE_KERNELS, settings.ENGINE_KERNELS_DIR
    if name or engine.are_kernels_compiled(folder):
        return engine.chosen_kernels(name, folder)

    def compile_them() -> None:
        if not _compiling.acquire(blocking=False):
            return  # another thread is at it, and will tell everybody
        try:
            when_compiled(engine.compile_kernels(folder))
        except OSError as error:
            logger.warning("the inner loops of the matching engine stay plain: %s", error)
        finally:
            _compiling.release()

    threading.Thread(target=compile_them, name="compile-kernels", daemon=True).start()
    return engine.chosen_kernels(engine.PLAIN_KERNELS)


def prepare_loops() -> bool:
    """Compile the loops now; return whether they are compiled, which plain ones never are."""
    if settings.ENGINE_KERNELS:
        return False
    return engine.compile_kernels(settings.ENGINE_KERNELS_DIR).are_compiled
