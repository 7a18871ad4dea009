"""Take gender forms and legal brackets out of job titles: "Lehrer:in (m/w/d)" and "Lehrerin" become "lehrer"."""

from __future__ import annotations

import re
from functools import lru_cache

from matching.engine.text.folding import fold
from matching.engine.text.words import cut

# "(m/w/d)", "m|w|divers", "(gn)", "(all genders)", with or without brackets around slashed letters.
_LEGAL = re.compile(
    r"[(\[]\s*(?:[mwfdxi]|div(?:ers)?|gn|a)(?:\s*[/|*,.\-]\s*(?:[mwfdxi]|div(?:ers)?|gn|a))*\s*[)\]]"
    r"|[(\[]\s*(?:all genders?|alle geschlechter|mensch(?:en)?|gn\*?)\s*[)\]]"
    r"|(?<!\w)[mwf]\s*[/|]\s*[mwf](?:\s*[/|]\s*[dxi])?(?!\w)"
)
# "Lehrer:in", "Lehrer*innen", "Lehrer_in", "Lehrer/-in", "Lehrer/in", "Lehrer(in)", "Lehrer/ -innen", "Lehrer·in"
_MARKED_FORM = re.compile(r"(?<=\w)(?:\s?[/:*_·•]\s?-?|\(-?)(?:innen|inn|in)\)?(?!\w)")
# "Kaufmann/-frau", "Kauffrau/mann", "Fachmann/-frau", "Kaufmann/Kauffrau" is left to the token rule
_MARKED_PERSON = re.compile(r"(?<=mann|frau|eute)\s?[/:*_]\s?-?\s?(?:frau|mann|leute)(?!\w)")
# "Angestellte/r", "Beauftragte:r", "Auszubildende*r", "Technische/r", "gehilf(e)in" is left alone
_MARKED_ENDING = re.compile(r"(?<=e)(?:\s?[/:*_]\s?-?|\()(?:r|n|s)\)?(?!\w)")
# Titles without any of these carry no marked form; most do not, and looking once is quicker than trying each pattern.
_MARKS = re.compile(r"[/:*_·•(|\[]")
_INTERNAL_CAPITAL = re.compile(r"(?<=[a-zäöüß])In(nen)?\b")
_EDGES = re.compile(r"[^\w+#.&' -]+|(?<!\w)[-.']+|[-.']+(?!\w)")
_SPACES = re.compile(r"\s+")
_SEPARATORS = re.compile(r"(?<!-)[/|;]| (?:bzw\.?|oder) ")  # "Import-/Exportmanager" is one name

# Feminine forms that only add "in" to these endings of persons; "Medizin", "Termin" and "Berlin" do not have them.
_FEMININE = re.compile(
    r"((?<=\w{2})(?:er|or|ist|ent|ant|eur|ar|log|og|graf|graph|at|ekt|urg)|arzt|wirt|koch|anwalt|pilot)in(?:nen)?$"
)
_PERSON = re.compile(r"(?<=\w{3})(?:frau|frauen|leute|leuten|manner|mannin)$")
# Words that look feminine and are not.
_NOT_FEMININE = frozenset(
    {"glycerin", "margarin", "mandarin", "latin", "satin", "platin", "gelatin", "martin", "kreatin", "heparin"}
)
# Endings that keep "frau" because nobody means a person of either sex by the rest.
_KEEPS_FRAU = frozenset({"jungfrau", "ehefrau", "ehefrauen"})


@lru_cache(maxsize=100_000)
def gender_neutral(token: str) -> str:
    """Bring a folded word into one gender form, the shortest: "lehrerinnen" → "lehrer", "kauffrau" → "kaufmann".

    Words without gender come back unchanged; it errs towards leaving alone.
    """
    if token in _NOT_FEMININE or token in _KEEPS_FRAU:
        return token
    token = _FEMININE.sub(r"\1", token)
    return _PERSON.sub("mann", token)


def normalize_title(text: str) -> str:
    """Return a job title as one key: folded, without gender forms, legal brackets and stray punctuation.

    Examples
    --------
    >>> normalize_title("Kfz-Mechatroniker/in (m/w/d)"), normalize_title("Bürokauffrau")
    ('kfz-mechatroniker', 'burokaufmann')
    """
    key = _without_marks(fold(_with_colons(text)))
    if not key.replace(" ", "").isalnum():
        key = _EDGES.sub(" ", key)
    words = [gender_neutral(word) for word in key.split()]
    # "Kaufmann/Kauffrau für Büromanagement" names the same word twice, once per gender.
    return " ".join(word for word, before in zip(words, ["", *words], strict=False) if word != before)


def neutral_words(text: str) -> list[str]:
    """Return the words of a running text like :func:`.words.tokens`, without gender forms and legal brackets.

    A word that is named twice in a row, once per gender, is returned once.

    Examples
    --------
    >>> neutral_words("Kaufmann/Kauffrau (m/w/d), Lehrer:innen")
    ['kaufmann', 'lehrer']
    """
    words = [gender_neutral(word) for word in cut(_without_marks(fold(_with_colons(text))))]
    return [word for word, before in zip(words, ["", *words], strict=False) if word != before]


def title_variants(text: str) -> tuple[str, ...]:
    """Return the keys under which a title may be known: each side of "Erzieher/Erzieherin", without repetitions.

    The taxonomy's own labels write both genders side by side; each side is a name of its own.
    """
    whole = normalize_title(text)
    names = _SEPARATORS.split(without_gender_marks(text))
    if len(names) == 1:
        return (whole,) if whole else ()
    sides = [normalize_title(name) for name in names]
    # "Kaufmann/Kauffrau für Büromanagement": the first side is not a name without what follows the second.
    if any(len(side) < 3 for side in sides) or whole.startswith((f"{sides[0]} fur ", f"{sides[0]} im ")):
        return (whole,) if whole else ()
    return tuple(dict.fromkeys(sides))


def without_gender_marks(text: str) -> str:
    """Return a title without marked gender forms and legal brackets, its separators kept: "Koch (m/w/d) / Beikoch".

    Examples
    --------
    >>> without_gender_marks("Erzieher:in – Krippe")
    'Erzieher – Krippe'
    """
    return _without_marks(_with_colons(_SPACES.sub(" ", text)))


def _with_colons(text: str) -> str:
    return _INTERNAL_CAPITAL.sub(r":in\1", text) if "In" in text else text


def _without_marks(text: str) -> str:
    """Take marked gender forms and legal brackets out."""
    if not _MARKS.search(text):
        return text
    text = _LEGAL.sub(" ", text)
    for pattern in (_MARKED_PERSON, _MARKED_FORM, _MARKED_ENDING):
        text = pattern.sub("", text)
    return text
