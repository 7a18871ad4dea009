"""Which inner loops this process uses: those of Numba, or the plain ones; chosen once, when first needed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

_logger = logging.getLogger(__name__)

PLAIN: Final = "plain"
"""Name that rules Numba out."""


@dataclass(frozen=True)
class Kernels:
    """The inner loops, see :mod:`.kernels`."""

    add_products: Callable[..., None]
    add_gathered: Callable[..., None]
    ranking_keys: Callable[..., None]
    best: Callable[..., Any]
    best_of_many: Callable[..., Any]
    are_compiled: bool


def plain_kernels() -> Kernels:
    """Return the inner loops that need nothing but NumPy and SciPy."""
    return _taken_from("plain_kernels", are_compiled=False)


@lru_cache(maxsize=4)
def chosen_kernels(name: str = "", folder: Path | None = None) -> Kernels:
    """Return the fastest inner loops that work here.

    Parameters
    ----------
    name : str
        :data:`PLAIN` rules Numba out.
    folder : Path, optional
        Where Numba keeps what it compiled, so that the next process need not compile; several may share it. By default
        beside the source or, where that cannot be written, in the user's folder for such files.
    """
    if name == PLAIN:
        return plain_kernels()
    try:
        if folder is not None:
            import_module("numba").config.CACHE_DIR = str(folder)
        return _taken_from("kernels", are_compiled=True)
    except (ImportError, RuntimeError, OSError) as error:
        # Numba is not installed, has no build for this processor, or finds no folder for what it compiles.
        _logger.warning("The matching engine works without Numba, about ten times as slowly: %s", error)
        return plain_kernels()


def _taken_from(module: str, *, are_compiled: bool) -> Kernels:
    loops = import_module(f"matching.engine.candidates.{module}")
    return Kernels(
        add_products=loops.add_products,
        add_gathered=loops.add_gathered,
        ranking_keys=loops.ranking_keys,
        best=loops.best,
        best_of_many=loops.best_of_many,
        are_compiled=are_compiled,
    )
