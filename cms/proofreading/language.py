"""Words, sentences and syllables of a text: as much as formulas of readability need to know."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_END = re.compile(r"(?<=[.!?…])[\"“”»«')\]]*\s+(?=[\"„“»«'(\[]*[A-ZÄÖÜ0-9])|(?<=[؟!.])\s+(?=[\u0600-\u06ff])|\n+")
# What ends in a dot without ending a sentence: one letter (z. B.), a number (1. Mai), and these.
_SHORT = re.compile(
    r"(?:^|[\s(„\"])(?:[^\W\d_]|\d{1,2}|abs|art|bzw|ca|dr|evtl|ggf|inkl|max|mind|min|nr|prof|sog|st|str|tel|vgl|zzgl|mr|mrs|e\.g|i\.e)\.$",
    re.IGNORECASE,
)
LONGEST_SHORT = 8  # letters that tell whether a dot ends a sentence: a space before, five letters, the dot
_VOWELS = re.compile(r"[aeiouyäöüáàâéèêëíìîïóòôúùû]+", re.IGNORECASE)
# Two or more vowels that are spoken as one; other neighbors are spoken apart (The-a-ter, Na-ti-on).
_SPOKEN_AS_ONE = re.compile(r"aa|ee|oo|ie|ei|ai|ey|ay|au|eu|äu|ou|oi", re.IGNORECASE)
_QU = re.compile("qu", re.IGNORECASE)  # its u is spoken as a consonant
_SILENT_END = re.compile(r"(?:[^laeiouy]es|[^laeiouytd]ed|[^laeiouy]e)$", re.IGNORECASE)


def words(text: str) -> list[str]:
    """Return the words of a text; numbers and addresses are none."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    found: list[list[str]] = []
    for part in _parts(text):
        if found and _SHORT.search(found[-1][-1][-LONGEST_SHORT:]):
            found[-1].append(part)
        else:
            found.append([part])
    return [" ".join(parts) for parts in found]


def syllables(word: str, *, language_code: str) -> int:
    """Return how many syllables a word has, at least one: groups of vowels, counted as they are spoken."""
    if language_code == "en":
        groups = len(_VOWELS.findall(_SILENT_END.sub("", word)))
    else:
        groups = sum(_spoken(group) for group in _VOWELS.findall(_QU.sub("q", word)))
    return max(groups, 1)


def _spoken(vowels: str) -> int:
    return len(_SPOKEN_AS_ONE.sub("a", vowels))


def _parts(text: str) -> list[str]:
    return [stripped for part in _END.split(text) if (stripped := part.strip())]
