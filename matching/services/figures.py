"""Figures as the reader's language writes them."""

from django.utils.formats import number_format


def number_text(value: float) -> str:
    """Return a figure with at most one decimal: 30, or "38,5" in German."""
    rounded = round(value, 1)
    return number_format(rounded, decimal_pos=0 if float(rounded).is_integer() else 1)


def span_text(least: float | None, most: float | None) -> str:
    """Return "30–35", or one figure where there is only one; nothing where nothing is known."""
    return "–".join(dict.fromkeys(number_text(value) for value in (least, most) if value))
