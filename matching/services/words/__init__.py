"""Puts the engine's codes and figures into sentences, for adults ("Sie") and for youths ("du")."""

from matching.services.words.changes import counterfactual, moved, opening
from matching.services.words.names import language_name
from matching.services.words.wording import Words

__all__ = ["Words", "counterfactual", "language_name", "moved", "opening"]
