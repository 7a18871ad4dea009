"""Which municipality a thing to do belongs to: by the page's place in the tree, or by the record's own place."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from cms.desk.to_do import Entry
from cms.welcome.models import MunicipalityPage


class Municipalities:
    """The municipalities that have pages of their own; read once, with one query."""

    def __init__(self) -> None:
        pages = MunicipalityPage.objects.filter(alias_of=None).values_list("path", "place_id", "place__name")
        self._by_path = {path: (place_id, name) for path, place_id, name in pages}
        self._by_place = dict(self._by_path.values())

    def of(self, entry: Entry) -> str:
        """Return the municipality's name; "District" for what belongs to all."""
        if entry.place_id is not None:
            return self._by_place.get(entry.place_id, _("District"))
        length = self._step
        prefixes = (entry.path[:end] for end in range(length, len(entry.path) + 1, length))
        return next((self._by_path[one][1] for one in prefixes if one in self._by_path), _("District"))

    def counts(self, entries: Iterable[Entry]) -> list[tuple[str, int]]:
        """Return name and number, the most first."""
        counted: Counter[str] = Counter()
        for entry in entries:
            counted[self.of(entry)] += entry.n
        return counted.most_common()

    _step = MunicipalityPage.steplen
