"""Signing in and up: an address, then the code that was sent to it."""

from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from cms.accounts import services
from cms.accounts.forms import CodeForm, EmailForm, SignUpForm, limit_key


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the e-mail address of somebody who has an account."""
    form = EmailForm(request.POST or None)
    return _ask_for_address(request, form=form, purpose=services.CodeFor.SIGN_IN, template="account/login.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Ask for the e-mail address of somebody new; nothing is stored before the code came back."""
    form = SignUpForm(request.POST or None)
    return _ask_for_address(request, form=form, purpose=services.CodeFor.SIGN_UP, template="account/signup.html")


@never_cache
@sensitive_post_parameters("code")
@sensitive_variables("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code from the letter and begin the session."""
    pending = services.pending_code(request=request)
    if pending is None:
        return _start_again(request)
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _render_code_page(request, form, pending, status=400 if form.is_bound else 200)
    outcome, user = services.redeem_code(request=request, code=form.cleaned_data["code"])
    if outcome is services.Redeemed.WRONG:
        form.add_error("code", _("This code is not right. Please compare it with the e-mail."))
        return _render_code_page(request, form, pending, status=400)
    if user is None:
        return _start_again(request)
    return services.sign_in_with_code(request=request, user=user, next_url=pending.next_url)


def _ask_for_address(
    request: HttpRequest, *, form: EmailForm, purpose: services.CodeFor, template: str
) -> HttpResponse:
    if request.user.is_authenticated:
        # Whoever was sent here although signed in may not see that page: sending them back would go round in circles.
        return redirect("accounts:overview")
    next_url = get_next_redirect_url(request) or ""
    if request.method != "POST" or not form.is_valid():
        return render(request, template, {"form": form, "next_url": next_url}, status=400 if form.is_bound else 200)
    email = form.cleaned_data["email"]
    limit = "sign_up" if purpose is services.CodeFor.SIGN_UP else "email_code"
    if too_many := ratelimit.consume_or_429(request, action=limit, key=limit_key(email)):
        return too_many
    services.request_code(request=request, email=email, purpose=purpose, next_url=next_url)
    return redirect("account_confirm_login_code")


def _render_code_page(
    request: HttpRequest, form: CodeForm, pending: services.PendingCode, *, status: int
) -> HttpResponse:
    context = {"form": form, "email": pending.email, "is_sign_up": pending.purpose == services.CodeFor.SIGN_UP}
    return render(request, "account/confirm_login_code.html", context, status=status)


def _start_again(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("That code can no longer be used. Please ask for a new one."))
    return redirect("account_login")
