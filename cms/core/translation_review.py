"""Submitting a translation and deciding about it, where wagtail-localize's editor has no button for either."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page

from cms.core import translation
from cms.core.translation import OvertakenError, Step


class DecisionForm(forms.Form):
    """Yes, or no with a reason, to what was seen."""

    submitted = forms.IntegerField(widget=forms.HiddenInput)
    is_approved = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda word: word == "yes", widget=forms.HiddenInput
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=1_000,
        help_text=gettext_lazy("What is to be mended, if you give it back; it goes to the translator by mail."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_approved") is False and not cleaned.get("reason"):
            self.add_error("reason", _("Say what is to be mended, so that the translator can do it."))
        return cleaned


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show and take the next step of a translation: submit it, or approve it or give it back."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    step = translation.next_step(page=page, user=request.user)
    waiting = page.current_workflow_task_state
    form = DecisionForm(request.POST or None, initial={"submitted": waiting.pk if waiting else None})
    try:
        if request.method == "POST" and step == Step.SUBMIT:
            return _submit(request, page)
        if request.method == "POST" and step == Step.DECIDE and form.is_valid():
            return _decide(request, page, form)
    except OvertakenError:
        messages.error(request, _("Meanwhile somebody else changed this page or decided about it. Look at it again."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"page": page, "form": form, "step": step.value}
    return render(request, "core/translation_review.html", context)


def _submit(request: HttpRequest, page: Page) -> HttpResponse:
    if translation.submit(page=page, user=request.user):
        messages.success(request, _("The translation is on its way: whoever approves pages has been told."))
    else:
        messages.error(request, _("Some sentences do not fit: they are marked below. Mend them and submit it again."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _decide(request: HttpRequest, page: Page, form: DecisionForm) -> HttpResponse:
    translation.decide(page=page, user=request.user, **form.cleaned_data)
    is_approved = form.cleaned_data["is_approved"]
    messages.success(request, _("Published.") if is_approved else _("Given back, with your reason."))
    return redirect("wagtailadmin_home")


def tell_next_step(request: HttpRequest, page: Page) -> None:
    """Lead whoever opens a translation to what comes after its last sentence."""
    if request.method != "GET":
        return
    step = translation.next_step(page=page, user=request.user)
    way = reverse("translation_review", args=[page.pk])
    if step == Step.SUBMIT:
        text = _("Every sentence is kept as you write it. When all are translated, submit the page for review.")
        messages.info(request, text, buttons=[messages.button(way, _("Submit for review"))])
    elif step == Step.DECIDE:
        messages.info(request, _("This translation waits for your yes."), buttons=[messages.button(way, _("Decide"))])
    elif step == Step.WAIT:
        text = _("This translation waits for somebody who approves pages. What you write now is not part of it.")
        messages.info(request, text)
