"""The register of processing activities follows from the models, and the printed one is not older than they are."""

import re
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string

from cms.accounts import processing_register
from cms.accounts.processing_register import activities, decisions, register_as_text
from matching.models import Purpose, Retention, personal

REPOSITORY = Path(__file__).resolve().parents[2]
PRINTED = REPOSITORY / "docs" / "processing-register.md"
TEXTS = tomllib.loads((REPOSITORY / "cms" / "accounts" / "processing_texts.toml").read_text("utf-8"))


def test_the_printed_register_is_up_to_date() -> None:
    assert PRINTED.read_text("utf-8") == register_as_text(), "run: manage.py processing_register --into " + str(
        PRINTED.relative_to(REPOSITORY)
    )


def test_every_purpose_and_period_has_words() -> None:
    assert set(TEXTS["purposes"]) == {purpose.value for purpose in Purpose}
    assert set(TEXTS["retentions"]) == {retention.value for retention in Retention}


def test_every_purpose_is_used_by_a_field() -> None:
    assert [activity.title for activity in activities() if not activity.kept] == []


def test_the_words_name_no_model_that_keeps_nothing_about_people() -> None:
    kept = {one.label for activity in activities() for one in activity.kept}

    assert set(TEXTS["models"]) == kept


def test_every_field_about_a_person_stands_in_the_register() -> None:
    listed = {(one.label, name) for activity in activities() for one in activity.kept for name in one.fields}
    of_one_database = {"wagtailsearch.SQLiteFTSIndexEntry"}, {"title_text", "body_text"}

    stored = {
        (label, name)
        for label, fields in decisions()
        for name, decision in fields.items()
        if decision and label not in of_one_database[0] and name not in of_one_database[1]
    }

    assert len(stored) > 50
    assert listed == stored


def test_a_new_field_changes_the_register(monkeypatch: pytest.MonkeyPatch) -> None:
    before = register_as_text()
    more = {**processing_register.THIRD_PARTY["account.EmailAddress"]}
    more |= personal(Purpose.SIGN_IN, Retention.ACCOUNT, "shoe_size")
    monkeypatch.setitem(processing_register.THIRD_PARTY, "account.EmailAddress", more)

    assert "shoe_size" in register_as_text()
    assert register_as_text() != before


def test_a_model_without_words_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = personal(Purpose.SIGN_IN, Retention.ACCOUNT, "secret")
    monkeypatch.setitem(processing_register.THIRD_PARTY, "elsewhere.Model", fields)

    with pytest.raises(KeyError, match=re.escape("elsewhere.Model")):
        register_as_text()


def test_the_command_prints_and_writes(tmp_path: Path) -> None:
    printed, file = StringIO(), tmp_path / "register.md"

    call_command("processing_register", stdout=printed)
    call_command("processing_register", into=str(file))

    assert printed.getvalue().strip() == file.read_text("utf-8").strip()
    assert printed.getvalue().startswith("# Verzeichnis")


def test_the_privacy_page_can_say_it_in_short() -> None:
    shown = render_to_string("components/processing_list.html")

    assert shown.count("<dt>") == len(Purpose)
    assert "180 Tage" in shown
