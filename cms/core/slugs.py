"""Names for addresses and files: "Bürgerbüro Görlitz" becomes "buergerbuero-goerlitz"."""

from typing import Final

from django.utils.text import slugify

# As German spells these without their marks; the rest loses its accents.
SPELLED: Final = (("äÄ", "ae"), ("öÖ", "oe"), ("üÜ", "ue"), ("ßẞ", "ss"), ("łŁ", "l"))
_TABLE: Final = str.maketrans({letter: spelled for letters, spelled in SPELLED for letter in letters})


def slug_of(words: str, *, longest: int) -> str:
    """Return small letters, digits and hyphens, at most ``longest`` of them; empty when the words hold neither."""
    return slugify(words.translate(_TABLE))[:longest].strip("-")
