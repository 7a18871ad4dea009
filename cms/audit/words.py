"""The words of the details that rows keep as short codes, in the language of whoever reads."""

from django.utils.translation import gettext_lazy as _

_NAMES = {
    "add": _("given"),
    "remove": _("taken away"),
    "clear": _("all taken away"),
    "is_staff": _("access to the desk"),
    "is_superuser": _("all rights"),
    "n_rights": _("number of rights"),
    "change": _("change"),
    "permission": _("right on pages or files"),
    "permissions": _("own rights"),
    "role": _("role"),
    "by": _("what was tried"),
    "as": _("file format"),
    "type": _("kind of second factor"),
    "given_by": _("given by"),
    "text_version": _("version of the text"),
    "digest": _("digest"),
}
_VALUES = {
    ("change", "add"): _("given"),
    ("change", "remove"): _("taken away"),
    ("change", "clear"): _("all taken away"),
    ("change", "deleted"): _("role deleted"),
    ("by", "GET"): _("to open it"),
    ("by", "HEAD"): _("to open it"),
    ("by", "POST"): _("to change it"),
    ("type", "totp"): _("authenticator app"),
    ("type", "recovery_codes"): _("recovery codes"),
    ("role", "editor"): _("Editor"),
    ("role", "reviewer"): _("Reviewer"),
    ("role", "municipality_editor"): _("Municipality editor"),
    ("role", "coordinator"): _("Coordinator"),
    ("role", "administrator"): _("Administrator"),
}


def said(name: str, value: object) -> str:
    """Return one detail in words; what has none is shown as it was recorded."""
    return f"{_NAMES.get(name, name)}: {_value(name, value)}"


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(_VALUES.get((name, str(value)), value))
