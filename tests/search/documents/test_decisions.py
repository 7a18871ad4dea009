"""Every model has a decision whether everybody may find its rows, and sources read what was decided, nothing else."""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.core.models import BasePage
from matching.changes import Kind
from search import documents
from search.documents.decisions import LOOKED_UP, NOT_SEARCHABLE, PART_OF_OTHERS, SEARCHABLE
from tests.search.documents.full_portal import publish_everything

TABLE = re.compile(r'\b(?:FROM|JOIN) "(\w+)"')
ALL_MODELS = sorted(apps.get_models(), key=lambda model: model._meta.label)
# PostgreSQL's and SQLite's tables for Wagtail's own search differ: each database has one of them.
OF_ONE_DATABASE = {"wagtailsearch.SQLiteFTSIndexEntry"}


def labels_of(decisions):
    return [label for labels in decisions.values() for label in labels]


def is_personal(model):
    decisions = getattr(model, "personal_data", {})
    return any(decisions.get(field.name) for field in model._meta.local_fields)


@pytest.mark.parametrize("model", ALL_MODELS, ids=lambda model: model._meta.label)
def test_a_model_is_decided_once(model: type[models.Model]) -> None:
    decided = Counter([*labels_of(SEARCHABLE), *PART_OF_OTHERS, *LOOKED_UP, *labels_of(NOT_SEARCHABLE)])

    assert decided[model._meta.label] == 1, "decide about it in search/documents/decisions.py"


def test_no_decision_is_about_a_model_that_is_gone() -> None:
    decided = {*labels_of(SEARCHABLE), *PART_OF_OTHERS, *LOOKED_UP, *labels_of(NOT_SEARCHABLE)}

    assert decided - {model._meta.label for model in ALL_MODELS} <= OF_ONE_DATABASE


def test_each_source_is_registered() -> None:
    assert {source.name for source in documents.sources()} == set(SEARCHABLE)


def test_what_tells_about_a_person_is_searchable_only_where_it_was_published() -> None:
    published = {"core.Contact", "core.PortalDocument", "core.DocumentText", "matching.Offer"}

    personal = {model._meta.label for model in ALL_MODELS if is_personal(model) and not issubclass(model, Page)}

    assert personal & {*labels_of(SEARCHABLE), *PART_OF_OTHERS} <= published


@pytest.mark.django_db
@pytest.mark.usefixtures("portal_with_everything")
def test_each_searchable_model_has_a_document() -> None:
    found = {(source.name, document.object_id) for source in documents.sources() for document in source.load()}

    for label in SEARCHABLE["page"]:
        pages = apps.get_model(label).objects.values_list("pk", flat=True)
        assert any(("page", str(pk)) in found for pk in pages), label
    assert {"page", "offer", "contact", "document"} == {source for source, _object_id in found}


@pytest.mark.django_db
@pytest.mark.usefixtures("portal_with_everything")
def test_sources_read_no_table_but_the_decided_ones() -> None:
    decided = [apps.get_model(label) for label in (*labels_of(SEARCHABLE), *PART_OF_OTHERS, *LOOKED_UP)]
    allowed = {model._meta.db_table for model in decided}

    with CaptureQueriesContext(connection) as captured:
        for source in documents.sources():
            loaded = list(source.load())
            ids = [document.object_id for document in loaded]
            assert source.visible(ids) == set(ids)
            for kind in Kind:
                source.affected_by(kind, {"1", "2", "3"})
            for facet, value in {pair for document in loaded for pair in document.facets}:
                source.facet_labels(facet, {value})

    assert {table for query in captured for table in TABLE.findall(query["sql"])} <= allowed
    assert not any('"wagtailcore_revision"."content"' in query["sql"] for query in captured)


def test_a_page_type_of_the_portal_is_a_base_page() -> None:
    ours = [model for model in ALL_MODELS if issubclass(model, Page) and model is not Page]

    assert all(issubclass(model, BasePage) for model in ours)


@pytest.fixture
def portal_with_everything() -> None:
    """A portal that holds one published thing of each searchable sort."""
    publish_everything()
