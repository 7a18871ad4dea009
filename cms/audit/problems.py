"""What can be wrong with the chain: codes with numbers to store, and their words for whoever reads."""

import re

from django.utils.translation import gettext_lazy as _

_NUMBER = re.compile(r"\d+")
UNSEALED = re.compile(r"row \d+: not sealed")

# A code with its numbers left out, and what it means; the numbers fill the gaps in their order.
_WORDS = {
    "position N: missing": _("row {0} of the chain: missing"),
    "position N: missing; the chain reached N before": _("row {0} of the chain: missing, {1} rows were there before"),
    "position N, row N: changed": _("row {0} of the chain: changed, or not what followed the row before"),
    "position N, row N: replaced": _("row {0} of the chain: not what stood here before"),
    "position N, cut N: impossible": _("row {1} of the chain: says that rows up to {0} were removed, also itself"),
    "position N, cut N: too young": _("row {0} of the chain: removed, although not old enough, as row {1} says"),
    "position N, cut N: replaced": _("row {0} of the chain: not what row {1} says was removed"),
    "row N: not sealed": _("entry {0}: not in the chain yet"),
}


def in_words(code: str) -> str:
    """Return what a stored code means, in the reader's language; what nobody knows any more is shown as it is."""
    words = _WORDS.get(_NUMBER.sub("N", code))
    return code if words is None else str(words).format(*_NUMBER.findall(code))
