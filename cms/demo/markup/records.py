"""What a text may name by key: pages, contacts and references."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Records:
    """Key → row number of the records that a page's text may point to; an unknown key is a KeyError."""

    pages: Mapping[str, int] = field(default_factory=dict)
    contacts: Mapping[str, int] = field(default_factory=dict)
    references: Mapping[str, int] = field(default_factory=dict)
