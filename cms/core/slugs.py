"""Names for addresses and files: "Bürgerbüro Görlitz" becomes "buergerbuero-goerlitz"."""

from django.utils.text import slugify

# As German spells these without their marks; the rest loses its accents.
_IN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ł": "l"})


def slug_of(words: str, *, longest: int) -> str:
    """Return small letters, digits and hyphens, at most ``longest`` of them; empty when the words hold neither."""
    return slugify(words.translate(_IN_LETTERS))[:longest].strip("-")
