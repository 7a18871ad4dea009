"""Which inner loops this process uses: those of Numba, or the plain ones; chosen once, when first needed."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, Final

_logger = logging.getLogger(__name__)

_COMPILED: Final = ("coarse", "selection_kernels", "kernels", "batch_kernels")

PLAIN_KERNELS: Final = "plain"
"""Name that rules Numba out."""


@dataclass(frozen=True)
class Kernels:
    """The inner loops, see :mod:`.kernels` and :mod:`.batch_kernels`."""

    add_products: Callable[..., None]
    add_gathered: Callable[..., None]
    add_each: Callable[..., None]
    weigh: Callable[..., None]
    exchange_gathered: Callable[..., None]
    exchange_each: Callable[..., None]
    highest: Callable[..., Any]
    reaching: Callable[..., Any]
    best: Callable[..., Any]
    best_of_many: Callable[..., Any]
    are_compiled: bool


def plain_kernels() -> Kernels:
    """Return the inner loops that need nothing but NumPy and SciPy."""
    return _taken_from("plain_kernels", are_compiled=False)


@lru_cache(maxsize=4)
def chosen_kernels(name: str = "", folder: Path | None = None) -> Kernels:
    """Return the fastest inner loops that work here; what was never compiled, the first question compiles.

    Parameters
    ----------
    name : str
        :data:`PLAIN_KERNELS` rules Numba out.
    folder : Path, optional
        Where Numba keeps what it compiled, so that the next process need not compile; several may share it. By default
        beside the source or, where that cannot be written, in the user's folder for such files.
    """
    if name == PLAIN_KERNELS:
        return plain_kernels()
    try:
        import_module("numba").config.CACHE_DIR = str(_folder_of_these_loops(folder))
        return _taken_from("kernels", "batch_kernels", are_compiled=True)
    except (ImportError, RuntimeError, OSError) as error:
        # Numba is not installed, has no build for this processor, or finds no folder for what it compiles.
        _logger.warning("The matching engine works without Numba, about ten times as slowly: %s", error)
        return plain_kernels()


def are_kernels_compiled(folder: Path | None = None) -> bool:
    """Whether :func:`compile_kernels` has run here for these loops, so that no question has to wait for it."""
    try:
        return _marker(folder).read_text("utf-8") == _machine()
    except (ImportError, RuntimeError, OSError):
        return False


def compile_kernels(folder: Path | None = None) -> Kernels:
    """Return the fastest inner loops that work here, all of them compiled; one process works, others wait for it.

    Takes about half a minute where nobody did it before.
    """
    kernels = chosen_kernels(folder=folder)
    if kernels.are_compiled:
        marker = _marker(folder)
        marker.parent.mkdir(parents=True, exist_ok=True)
        with (marker.parent / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            import_module("matching.engine.candidates.every_loop").run_every_loop(kernels)
            marker.write_text(_machine(), "utf-8")
    return kernels


def _marker(folder: Path | None) -> Path:
    return _folder_of_these_loops(folder) / "complete"


def _folder_of_these_loops(folder: Path | None) -> Path:
    """Return a folder for these sources alone: Numba looks at one file, and what it compiled holds parts of others."""
    here = Path(__file__).parent
    sources = b"".join((here / f"{module}.py").read_bytes() for module in _COMPILED)
    return (folder or here / "__pycache__") / f"loops-{sha256(sources).hexdigest()[:12]}"


def _machine() -> str:
    """Return what compiled loops are for; on another processor they are compiled anew."""
    binding = import_module("llvmlite.binding")
    return f"{import_module('numba').__version__} {binding.get_host_cpu_name()}"


def _taken_from(*modules: str, are_compiled: bool) -> Kernels:
    loops: dict[str, Any] = {}
    for module in modules:
        loops |= vars(import_module(f"matching.engine.candidates.{module}"))
    names = (field.name for field in fields(Kernels) if field.name != "are_compiled")
    return Kernels(**{name: loops[name] for name in names}, are_compiled=are_compiled)
