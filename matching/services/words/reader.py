"""Who reads: how they are addressed, and where they are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """An adult ("Sie") or a youth ("du"), and the place that distances are told from."""

    is_youth: bool
    place_name: str

    def say(self, formal: str, familiar: str) -> str:
        """Return the wording for this reader."""
        return familiar if self.is_youth else formal
