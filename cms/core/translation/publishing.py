"""Keeps publishing with those who may publish: wagtail-localize asks for no such right in two of its views."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views import convert
from wagtail_localize.views.update_translations import UpdateTranslationsView

FIELD = "publish_translations"


def leave_publishing_to_reviewers() -> None:
    """Refuse what would change the public page at once to those who may not; called once, when the desk starts."""
    _ask_before_updating()
    _ask_before_giving_up()


def _ask_before_giving_up() -> None:
    """Let only those who publish turn a translation into a copy of the German page: visitors see it at once."""
    whole: Callable[[HttpRequest, int], HttpResponse] = convert.convert_to_alias

    @wraps(whole)
    def convert_to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
        page = get_object_or_404(Page, pk=page_id)
        if (
            page.permissions_for_user(request.user).can_edit()
            and not page.permissions_for_user(request.user).can_publish()
        ):
            text = _(
                "This would put the German text in place of the translation at once. Ask somebody who approves pages."
            )
            messages.error(request, text)
            return redirect("wagtailadmin_pages:edit", page_id)
        return whole(request, page_id)

    convert.convert_to_alias = convert_to_alias


def _ask_before_updating() -> None:
    """Take "publish at once" out of the form for those who may not."""
    whole: Callable[[UpdateTranslationsView], forms.Form] = UpdateTranslationsView.get_form

    def get_form(view: UpdateTranslationsView) -> forms.Form:
        form = whole(view)
        if not may_publish(view.request.user, view.object):
            # A field that is disabled ignores whatever is sent.
            form.fields[FIELD].disabled = True
            form.fields[FIELD].widget = forms.HiddenInput()
        return form

    UpdateTranslationsView.get_form = get_form


def may_publish(user: Any, source: TranslationSource) -> bool:
    """Return whether somebody may publish a text and all its translations."""
    instances = [source.get_source_instance(), *_targets(source)]
    pages = [one for one in instances if isinstance(one, Page)]
    return len(pages) == len(instances) and all(page.permissions_for_user(user).can_publish() for page in pages)


def _targets(source: TranslationSource) -> list[Any]:
    locales = Translation.objects.filter(source=source, enabled=True).values("target_locale")
    model = source.specific_content_type.model_class()
    return list(model._default_manager.filter(translation_key=source.object_id, locale__in=locales))
