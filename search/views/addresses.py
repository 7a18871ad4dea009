"""The address of a search, and of the same search with something added or taken away: every link is one of these."""

from collections.abc import Mapping
from typing import Self

from django.http import QueryDict


class Address:
    """The parameters of a search as the form has cleaned them; every change makes a new one."""

    def __init__(self, parameters: Mapping[str, object]) -> None:
        self._parameters = QueryDict(mutable=True)
        for name, value in parameters.items():
            values = value if isinstance(value, list | tuple) else [value]
            self._parameters.setlist(name, [str(one) for one in values if one not in (None, "")])

    def __str__(self) -> str:
        return self._parameters.urlencode()

    @property
    def link(self) -> str:
        """The address as an attribute `href` holds it."""
        return f"?{self}"

    def values(self, name: str) -> list[str]:
        """Return what a parameter holds."""
        return self._parameters.getlist(name)

    def adding(self, name: str, *values: str) -> Self:
        """Return the address with more values of a parameter."""
        return self._with(name, [*self.values(name), *values])

    def without(self, *names: str) -> Self:
        """Return the address without these parameters."""
        return type(self)({name: values for name, values in self._parameters.lists() if name not in names})

    def _with(self, name: str, values: list[str]) -> Self:
        return type(self)({**dict(self._parameters.lists()), name: list(dict.fromkeys(values))})
