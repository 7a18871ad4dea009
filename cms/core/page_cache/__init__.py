"""Finished pages, and parts of pages, kept in the memory of each process until what they show changes.

How it works, one module each (docs/decisions/0011): while something is rendered, `reads` notes every row that was
loaded and every list that was asked for (`tables` knows which is which); `store` keeps the result with these tags;
`following` reads the change log once a second and drops what carries a tag of a change; `pages_shown` tells whether
a changed page looks different elsewhere (menus, teasers) or only on itself; `answers` and `middleware` do HTTP.

Others use `remember()` for a part that many pages share, and the template tag `remembered`.
"""

from cms.core.page_cache.hosts import host_name
from cms.core.page_cache.process_memory import Memory, is_remembering, memory, remember

__all__ = ["Memory", "host_name", "is_remembering", "memory", "remember"]
