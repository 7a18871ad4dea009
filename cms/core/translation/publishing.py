"""Keeps publishing with those who may publish: wagtail-localize asks for no such right when it updates translations."""

from collections.abc import Callable
from typing import Any

from django import forms
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.update_translations import UpdateTranslationsView

FIELD = "publish_translations"


def leave_publishing_to_reviewers() -> None:
    """Take "publish at once" out of the form for those who may not; called once, when the desk starts."""
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
