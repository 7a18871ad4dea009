from pathlib import Path

import pytest

from deploy.checks.house_rules import complaints


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("tests/test_x.py", "import time\ntime.sleep(1)\n", "test_x.py:2: a test waits"),
        ("cms/core/models.py", "@receiver(post_save)\ndef f(): ...\n", "signal receivers"),
        ("matching/engine/x.py", "x = 1  # TODO later\n", "unfinished work"),
        ("cms/mailing/x.py", "os.environ['X']\n", "docs/settings.md"),
        ("cms/alumni/x.py", "mark_safe(name)\n", "escaped"),
        ("templates/pages/x.html", "{{ text|safe }}\n", "escaped"),
        ("search/utils.py", "x = 1\n", "fits anything"),
        ("cms/helpers/__init__.py", "", "fits anything"),
        ("cms/core/long.py", "x = 1\n" * 401, "401 lines"),
        ("templates/pages/long.html", "<p>\n" * 151, "151 lines"),
    ],
)
def test_a_broken_rule_is_told_with_its_place(tmp_path: Path, file: str, text: str, words: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(text, "utf-8")

    assert any(words in line for line in complaints(tmp_path))


def test_a_door_may_name_its_settings(tmp_path: Path) -> None:
    (tmp_path / "cms").mkdir()
    (tmp_path / "cms" / "wsgi.py").write_text('os.environ.setdefault("DJANGO_SETTINGS_MODULE", "x")\n', "utf-8")

    assert complaints(tmp_path) == []


def test_this_house_keeps_its_rules() -> None:
    assert complaints() == []
