"""Questions as people in a hurry type them."""

import random

_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß"


def with_typo(text: str, chance: random.Random) -> str:
    """Put one random edit into the longest word: a letter too few, too many, wrong, or swapped with the next.

    The first of several longest words is taken. The word never stays as it was; in one letter there is nothing to lose
    or to swap, so it gets another one or becomes another one.
    """
    word = max(text.split(), key=len, default="")
    if not word:
        return text
    edited = word
    while edited == word or not edited:
        edited = _edited(word, chance)
    return text.replace(word, edited, 1)


def _edited(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    head, letter, tail = word[:at], word[at], word[at + 1 :]
    return chance.choice(
        (
            head + tail,
            head + chance.choice(_LETTERS) + letter + tail,
            head + chance.choice(_LETTERS) + tail,
            head + tail[:1] + letter + tail[1:],
        )
    )
