"""The shared cache, without the few things that every page asks for: those stay in the memory of the process."""

from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache

# Wagtail asks for these once per link. The page cache's follower clears the first one in every process.
KEPT_HERE = frozenset({"wagtail_site_root_paths", "wagtail_locales_display_name"})


class _KeepsSomeHere:
    """Limits and locks are shared by all processes; what is read constantly and hardly ever changes is not."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._here = _here

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        if key in KEPT_HERE:
            return self._here.get((key, version), default)
        return super().get(key, default, version)  # type: ignore[misc]

    def set(self, key: str, value: Any, *arguments: Any, version: int | None = None, **options: Any) -> None:
        if key in KEPT_HERE:
            self._here[key, version] = value
        else:
            super().set(key, value, *arguments, version=version, **options)  # type: ignore[misc]

    def delete(self, key: str, version: int | None = None) -> bool:
        if key in KEPT_HERE:
            return self._here.pop((key, version), None) is not None
        return super().delete(key, version)  # type: ignore[misc]

    def clear(self) -> None:
        self._here.clear()
        super().clear()  # type: ignore[misc]


# Django makes one cache object per thread; the threads share this.
_here: dict[tuple[str, int | None], Any] = {}


class PortalDatabaseCache(_KeepsSomeHere, DatabaseCache):
    """The database's cache table, for one machine."""


class PortalRedisCache(_KeepsSomeHere, RedisCache):
    """Redis, for several machines."""
