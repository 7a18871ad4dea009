"""A dozen fields of work that offers can be narrowed by, read from the ISCO group of their occupation."""

from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FACET = "field"

FIELDS: dict[str, str | Promise] = {
    "care": _("Health and care"),
    "education": _("Education, social work, culture"),
    "office": _("Office, administration, law"),
    "it": _("IT and data"),
    "engineering": _("Engineering and science"),
    "metal_electrical": _("Metal, vehicles, electrical work"),
    "construction": _("Building and finishing"),
    "production": _("Production and manufacturing"),
    "transport": _("Transport and warehouse"),
    "sales": _("Sales and purchasing"),
    "service": _("Hospitality, cleaning, security"),
    "nature": _("Agriculture, forestry, animals"),
}

# ISCO-08 groups by how their code begins; the longest beginning that is listed counts. Armed forces have none.
_GROUPS = {
    "care": ("134", "22", "2634", "32", "53"),
    "education": ("1341", "1345", "23", "262", "2632", "2633", "2635", "2636", "264", "265", "34", "3412", "531"),
    "office": ("1", "1346", "24", "261", "2631", "33", "341", "4"),
    "it": ("133", "25", "35"),
    "engineering": ("21", "31"),
    "metal_electrical": ("72", "74"),
    "construction": ("1323", "71", "931"),
    "production": ("132", "7", "81", "82", "932"),
    "transport": ("1324", "83", "933"),
    "sales": ("142", "243", "332", "52", "95"),
    "service": ("141", "1431", "3434", "51", "54", "91", "94", "96"),
    "nature": ("131", "213", "225", "324", "6", "92"),
}
_BY_BEGINNING = {beginning: code for code, beginnings in _GROUPS.items() for beginning in beginnings}


@cache
def field_of(isco: str) -> str:
    """Return the field of an ISCO group, or nothing when it belongs to none."""
    beginnings = (isco[:length] for length in range(len(isco), 0, -1))
    return next((_BY_BEGINNING[one] for one in beginnings if one in _BY_BEGINNING), "")
