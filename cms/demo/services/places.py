"""The municipalities of the district, for choosing from."""

from random import Random

from cms.core.district import municipalities
from matching.models import Place

# About 17 km: as far as a second site of a company lies.
NEAR_LATITUDE, NEAR_LONGITUDE = 0.15, 0.24  # degrees


class Places:
    """Real places by name, by size and by nearness."""

    def __init__(self) -> None:
        self._by_name = {place.name: place for place in municipalities().order_by("code")}

    def __len__(self) -> int:
        return len(self._by_name)

    def named(self, name: str) -> Place:
        """Return a municipality by its official name."""
        return self._by_name[name]

    def any(self, chance: Random) -> Place:
        """Return a municipality, large ones more often."""
        places = list(self._by_name.values())
        return chance.choices(places, weights=[place.population or 1 for place in places])[0]

    def near(self, center: Place, chance: Random) -> Place:
        """Return a municipality close to another one, or that one itself."""
        close = [
            place
            for place in self._by_name.values()
            if abs(place.latitude - center.latitude) < NEAR_LATITUDE
            and abs(place.longitude - center.longitude) < NEAR_LONGITUDE
        ]
        return chance.choice(close)
