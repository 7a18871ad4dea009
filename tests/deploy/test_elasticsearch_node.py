"""A node for tests is started where Maven and a JDK that is new enough are, and nowhere else."""

from pathlib import Path

import pytest

from deploy.launch import elasticsearch_node


def a_jdk(folder: Path, version: str) -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "javac").touch()
    (folder / "release").write_text(f'JAVA_VERSION="{version}"\n', "utf-8")
    return folder


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(elasticsearch_node, "JDKS", tmp_path / "jvm")
    return tmp_path


def test_without_a_jdk_one_sentence_says_what_to_do(nothing_installed: Path) -> None:
    a_jdk(nothing_installed / "jvm" / "old", "17.0.9")

    sentence = elasticsearch_node.what_is_missing()

    assert "JDK of 21 or newer" in sentence
    assert "\n" not in sentence


def test_without_maven_one_sentence_says_what_to_do(nothing_installed: Path) -> None:
    a_jdk(nothing_installed / "jvm" / "new", "21.0.1")

    assert "Maven" in elasticsearch_node.what_is_missing()


def test_the_newest_jdk_is_taken(nothing_installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_jdk(nothing_installed / "jvm" / "a-new", "21.0.1")
    newest = a_jdk(nothing_installed / "jvm" / "b-newest", "25")
    monkeypatch.setenv("JAVA_HOME", str(a_jdk(nothing_installed / "mine", "1.8.0_392")))

    assert elasticsearch_node.find_jdk() == newest


def test_a_runtime_without_a_compiler_is_not_enough(nothing_installed: Path) -> None:
    runtime = a_jdk(nothing_installed / "jvm" / "jre", "25")
    (runtime / "bin" / "javac").unlink()

    assert elasticsearch_node.find_jdk() is None


def test_nothing_is_started_where_something_is_missing(nothing_installed: Path, tmp_path: Path) -> None:
    assert elasticsearch_node.start_node(tmp_path / "node", port=1, transport_port=2) is None
    assert not (tmp_path / "node").exists()
