"""The letters about signing in: rendered the same way whatever they say, so that they cost the same."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.accounts.models import Invitation
from cms.core.translation import written_language


def send_code_letter(*, email: str, code: str, kind: str) -> None:
    """Send the answer to somebody who wants to sign in or up; `kind` says which of the letters in the template."""
    with override(_language()):
        context = {
            "kind": kind,
            "code": f"{code[:4]} {code[4:]}",
            "minutes": settings.EMAIL_CODE_SECONDS // 60,
            "sign_up_url": _link("account_signup"),
            "password_url": _link("account_password_login"),
        }
        has_code = kind in {"sign_in", "welcome", "already_here"}
        subject = _("Your code for %(portal)s") if has_code else _("Signing in to %(portal)s")
        _send(email=email, subject=_named(subject), template="mails/sign_in_code", context=context)


def send_reset_letter(*, email: str, reset_url: str) -> None:
    """Send the answer to somebody who forgot a password; without link when the address has none."""
    with override(_language()):
        context = {
            "reset_url": reset_url,
            "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
            "sign_in_url": _link("account_login"),
        }
        subject = _named(_("Your password for %(portal)s"))
        _send(email=email, subject=subject, template="mails/password_reset", context=context)


def send_invitation_letter(*, invitation: Invitation, token: str) -> None:
    """Send the link with which somebody begins to work with the portal, in the language chosen for them."""
    with override(invitation.language):
        context: dict[str, object] = {
            "invitation_url": settings.PORTAL_URL + reverse("account_invitation", args=[token]),
            "municipality": invitation.municipality,
            "role": invitation.role_name,
            "inviter": invitation.invited_by.get_full_name() if invitation.invited_by else "",
            "expires_at": invitation.expires_at,
        }
        subject = _named(_("Your invitation to work with %(portal)s"))
        _send(email=invitation.email, subject=subject, template="mails/invitation", context=context)


def send_second_factor_removed_letter(*, email: str) -> None:
    """Tell somebody that their second factor was taken away, so that it does not happen behind their back."""
    with override(_language()):
        context: dict[str, object] = {"password_url": _link("account_password_login")}
        subject = _named(_("Your second factor for %(portal)s was removed"))
        _send(email=email, subject=subject, template="mails/second_factor_removed", context=context)


def _named(subject: str) -> str:
    """Put the portal's name into a subject."""
    return subject % {"portal": settings.WAGTAIL_SITE_NAME}


def _language() -> str:
    """Return the language of the page that asked for the letter, as far as letters speak it."""
    return written_language("account_login")


def _send(*, email: str, subject: str, template: str, context: dict[str, object]) -> None:
    context = {"subject": subject, **context}
    message = EmailMultiAlternatives(subject, render_to_string(f"{template}.txt", context), to=[email])
    message.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    message.send()


def _link(name: str) -> str:
    return settings.PORTAL_URL + reverse(name)
