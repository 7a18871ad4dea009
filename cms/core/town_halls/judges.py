"""One answer per meaning that an id can have: may this editor of a municipality work with it?"""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision, TaskState, UploadedFile, WorkflowState
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import OverridableSegment, StringSegment, Translation, TranslationSource

from cms.core.town_halls.asked import Asked
from cms.core.town_halls.ownership import (
    content_type_of,
    file_policy,
    is_owned,
    is_row_number,
    may_choose,
    municipalities_of,
    own,
    own_pages,
)
from matching.models import Offer, Organization

Judge = Callable[[Asked, str], bool]

# Words that stand where a revision's number could stand.
_NOT_NUMBERS = {"live", "earliest", "latest"}


def model_named(app_label: str, model_name: str) -> type[Model] | None:
    """Return the model that an address names, if there is one."""
    try:
        return apps.get_model(app_label, model_name)
    except LookupError:
        return None


def is_own(user: Any, model: type[Model], value: str) -> bool:
    """Return whether a thing is one that somebody may change."""
    if issubclass(model, Page):
        return _has(own_pages(user), value)
    if policy := file_policy(model):
        return _has(policy.instances_user_has_permission_for(user, "change"), value)
    return is_owned(model) and _has(own(model._default_manager.all(), user), value)


def _has(records: QuerySet[Any], value: str) -> bool:
    return is_row_number(value) and records.filter(pk=value).exists()


def _owned(name: str) -> Judge:
    return lambda asked, value: is_own(asked.user, _named(name), value)


def _choosable(name: str) -> Judge:
    return lambda asked, value: may_choose(asked.user, _named(name), [value])


def _named(name: str) -> type[Model]:
    models: dict[str, Callable[[], type[Model]]] = {
        "page": lambda: Page,
        "image": get_image_model,
        "document": get_document_model,
        "contact": lambda: apps.get_model("core", "Contact"),
        "organization": lambda: Organization,
        "offer": lambda: Offer,
    }
    return models[name]()


def _is_on_the_way(asked: Asked, value: str) -> bool:
    return _has(page_permission_policy.explorable_instances(asked.user), value)


def _is_revision_of_it(asked: Asked, value: str) -> bool:
    model, pk = asked.subject()
    revisions = Revision.objects.filter(base_content_type=content_type_of(model), object_id=pk)
    return value in _NOT_NUMBERS or _has(revisions, value)


def _is_workflow_state_of_it(asked: Asked, value: str) -> bool:
    model, pk = asked.subject()
    return _has(WorkflowState.objects.filter(base_content_type=content_type_of(model), object_id=pk), value)


def _is_task_state_of_it(asked: Asked, value: str) -> bool:
    model, pk = asked.subject()
    of_it = {"workflow_state__base_content_type": content_type_of(model), "workflow_state__object_id": pk}
    return _has(TaskState.objects.filter(**of_it), value)


def _is_own_upload(asked: Asked, value: str) -> bool:
    return _has(UploadedFile.objects.filter(uploaded_by_user=asked.user), value)


def _is_edited_by_them(asked: Asked, value: str) -> bool:
    model = model_named(asked.arguments["app_label"], asked.arguments["model_name"])
    return model is not None and is_own(asked.user, model, value)


def _is_own_source(asked: Asked, value: str) -> bool:
    source = TranslationSource.objects.filter(pk=value).first()
    return source is not None and _is_own_instance(asked.user, source.object_id, source.locale_id)


def _is_own_translation(asked: Asked, value: str) -> bool:
    """Judge a translation by the page that it is written into; both sides must be theirs."""
    found = Translation.objects.select_related("source").filter(pk=value).first()
    if found is None:
        return False
    key = found.source.object_id
    return all(_is_own_instance(asked.user, key, one) for one in (found.source.locale_id, found.target_locale_id))


def _is_own_instance(user: Any, translation_key: object, locale_id: int) -> bool:
    return own_pages(user).filter(translation_key=translation_key, locale=locale_id).exists()


def _is_segment_of_it(model: type[Model]) -> Judge:
    def judge(asked: Asked, value: str) -> bool:
        source = Translation.objects.filter(pk=asked.value_of("translation")).values("source")
        return _has(model._default_manager.filter(source__in=source), value)

    return judge


def _may_override(asked: Asked, value: str) -> bool:
    """Judge what a translation shows instead of the original's picture, file, page or record."""
    segment = OverridableSegment.objects.filter(pk=asked.value_of("overridable segment")).first()
    model = _referred_to(segment) if segment else None
    return segment is not None and (model is None or may_choose(asked.user, model, [value]))


def _referred_to(segment: OverridableSegment) -> type[Model] | None:
    """Return which kind of record stands where a segment was read; None if it is none, such as a web address."""
    name, _dot, path = segment.context.path.partition(".")
    source = segment.source.get_source_instance()
    field = source._meta.get_field(name)
    if not hasattr(field, "extract_references"):
        return field.related_model
    inside = field.extract_references(getattr(source, name))
    return next((model for model, _pk, _model_path, where in inside if where == path), None)


def _is_translatable(asked: Asked, value: str) -> bool:
    """Judge a page that shall be translated: wagtail-localize copies every page above that has no translation yet.

    So their uppermost page has to be there in that language; whoever edits the whole portal puts it into its tree.
    """
    page = own_pages(asked.user).filter(pk=value).first()
    if page is None:
        return False
    halls = municipalities_of(asked.user) or frozenset()
    roots = page.get_ancestors(inclusive=True).filter(group_permissions__group__town_hall__municipality__in=halls)
    root = roots.order_by("depth").first()
    if root is None:
        return False
    wanted = {int(one) for one in asked.sent("locales") if is_row_number(one)}
    there = own_pages(asked.user).filter(translation_key=root.translation_key, locale__in=wanted)
    return wanted <= set(there.values_list("locale", flat=True))


JUDGES: Mapping[str, Judge] = {
    **{name: _owned(name) for name in ("page", "image", "document", "contact", "organization", "offer")},
    **{
        f"choosable {name}": _choosable(name)
        for name in ("page", "image", "document", "contact", "organization", "offer")
    },
    "page on the way": _is_on_the_way,
    "translatable page": _is_translatable,
    "revision": _is_revision_of_it,
    "task state": _is_task_state_of_it,
    "workflow state": _is_workflow_state_of_it,
    "upload": _is_own_upload,
    "edited object": _is_edited_by_them,
    "translation source": _is_own_source,
    "translation": _is_own_translation,
    "string segment": _is_segment_of_it(StringSegment),
    "overridable segment": _is_segment_of_it(OverridableSegment),
    "overriding value": _may_override,
}
