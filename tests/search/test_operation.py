"""What operators and workers call: the command, the task, the checks."""

import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from matching import changes
from search.checks import check_engine
from search.engines import get_engine
from search.tasks import follow_task, reconcile_task
from tests.search.small_documents import TEXTS

REPOSITORY = Path(__file__).resolve().parents[2]


def run(action, **options):
    said = StringIO()
    call_command("search_index", action, stdout=said, no_color=True, **options)
    return said.getvalue()


def python(command, **environment):
    kept = {name: value for name, value in os.environ.items() if name not in ("ELASTICSEARCH_URL", "SEARCH_ENGINE")}
    settings = {"DJANGO_SETTINGS_MODULE": "tests.support.process_settings", **environment}
    done = subprocess.run(
        [sys.executable, "-c", command],
        env={**kept, **settings},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


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


@pytest.mark.django_db
def test_the_command_follows_rebuilds_one_copy_and_refuses_one_that_is_not_kept(notes):
    assert "The new index answers" in run("rebuild", copy="embedded")
    assert "lines taken over: 0" in run("follow")
    with pytest.raises(CommandError, match="no copy on elasticsearch"):
        run("rebuild", copy="elasticsearch")


@pytest.mark.django_db
def test_the_status_tells_how_far_a_copy_is_behind(indexed_notes):
    changes.record(changes.Kind.PAGE, ["Bus"])

    said = run("status")

    assert "engine: embedded\n" in said
    assert "n_changes_behind: 1\n" in said


@pytest.mark.django_db
def test_the_nightly_task_repairs_and_may_run_twice(indexed_notes):
    get_engine().remove(["note:Wohnung anmelden"])

    assert reconcile_task(added_later=True) == [1, 0]
    assert reconcile_task() == [0, 0]


def test_the_schedule_names_a_task_of_search(settings):
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert reconcile_task.name in tasks


def test_what_a_copy_missed_is_written_within_a_minute_after_its_return(settings):
    due = [
        entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["task"] == "core.follow_changes"
    ]

    assert due
    assert all(schedule <= timedelta(seconds=60) for schedule in due)


def test_elasticsearch_without_an_address_is_refused(settings):
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = ""

    assert [found.id for found in check_engine()] == ["search.E004"]


def test_an_address_alone_chooses_elasticsearch_and_a_portal_without_one_does_not_load_its_client():
    command = (
        "import sys, django; django.setup()\n"
        "from django.conf import settings\n"
        "from search.engines import get_engine\n"
        "print(settings.SEARCH_ENGINE, get_engine().name, 'elasticsearch' in sys.modules)"
    )

    chosen = [python(command, ELASTICSEARCH_URL=url) for url in ("http://127.0.0.1:1", "")]

    assert chosen == ["elasticsearch elasticsearch False", "embedded embedded False"]


def test_an_unknown_engine_is_refused(settings):
    settings.SEARCH_ENGINE = "oracle"

    assert [found.id for found in check_engine()] == ["search.E001"]
    with pytest.raises(ImproperlyConfigured):
        get_engine()


def test_a_folder_that_is_none_is_refused(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.SEARCH_INDEX_DIR = tmp_path / "file" / "index"

    assert [found.id for found in check_engine()] == ["search.E003"]
