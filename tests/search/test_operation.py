"""What operators and workers call: the command, the task, the checks."""

from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from search.checks import check_engine
from search.engines import get_engine
from search.tasks import follow_task
from tests.search.small_documents import TEXTS


def run(action):
    said = StringIO()
    call_command("search_index", action, stdout=said, no_color=True)
    return said.getvalue()


@pytest.mark.django_db
def test_the_command_rebuilds_reconciles_and_tells(notes):
    assert f"The new index answers: {len(TEXTS)} documents." in run("rebuild")
    assert "added or replaced: 0, removed: 0" in run("reconcile")
    assert f"n_documents: {len(TEXTS)}\n" in run("status")


@pytest.mark.django_db
def test_the_command_says_what_to_do_without_an_index_or_during_a_rebuild(notes):
    assert "search_index rebuild" in run("status")
    with pytest.raises(CommandError, match="search_index rebuild"):
        run("reconcile")
    with get_engine().rebuilding(), pytest.raises(CommandError, match="Another process"):
        run("rebuild")


@pytest.mark.django_db
def test_the_task_may_run_twice_and_take_arguments_of_later_versions(notes):
    assert follow_task(added_later=True) == len(TEXTS)
    assert follow_task() == 0


def test_right_settings_pass_the_check(settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "not" / "there" / "yet"

    assert check_engine() == []


def test_an_unknown_engine_is_refused(settings):
    settings.SEARCH_ENGINE = "oracle"

    assert [found.id for found in check_engine()] == ["search.E001"]
    with pytest.raises(ImproperlyConfigured):
        get_engine()


def test_a_folder_that_is_none_is_refused(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.SEARCH_INDEX_DIR = tmp_path / "file" / "index"

    assert [found.id for found in check_engine()] == ["search.E003"]
