from pathlib import Path

import pytest

from deploy.launch.problems import Problem
from deploy.launch.progress import Progress
from deploy.launch.steps import Step, digest


class Work:
    """A step's work that counts how often it was done and may fail."""

    def __init__(self) -> None:
        self.n_runs = 0
        self.failure: BaseException | None = None

    def __call__(self, _progress: Progress) -> None:
        self.n_runs += 1
        if self.failure:
            raise self.failure


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "source.txt"
    source.write_text("first", "utf-8")
    return source


@pytest.fixture
def step(tmp_path: Path, source: Path, work: Work) -> Step:
    return Step(title="Try", stamp=tmp_path / "stamps" / "try", inputs=lambda: digest([source]), run=work)


def test_a_step_is_skipped_when_nothing_changed(step: Step, work: Work) -> None:
    step.do()

    assert step.do() is False
    assert work.n_runs == 1


def test_a_step_is_redone_when_what_it_reads_changed(step: Step, work: Work, source: Path) -> None:
    step.do()
    source.write_text("second", "utf-8")

    assert step.do() is True
    assert work.n_runs == 2


@pytest.mark.parametrize(
    "failure", [Problem("no network"), KeyboardInterrupt(), OSError(28, "No space left on device")]
)
def test_an_interrupted_step_is_redone(step: Step, work: Work, failure: BaseException) -> None:
    work.failure = failure
    with pytest.raises(type(failure)):
        step.do()
    work.failure = None

    assert step.is_done() is False
    assert step.do() is True


def test_a_step_that_once_succeeded_is_redone_after_an_interrupted_repetition(
    step: Step, work: Work, source: Path
) -> None:
    step.do()
    source.write_text("second", "utf-8")
    work.failure = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        step.do()
    source.write_text("first", "utf-8")

    assert step.is_done() is False


def test_a_step_is_redone_when_its_result_is_gone(tmp_path: Path, work: Work) -> None:
    result = tmp_path / "result"
    result.touch()
    step = Step(title="Try", stamp=tmp_path / "stamp", inputs=lambda: "same", run=work, is_there=result.exists)
    step.do()
    result.unlink()

    assert step.do() is True


def test_a_renamed_file_changes_the_fingerprint(tmp_path: Path, source: Path) -> None:
    before = digest([tmp_path])
    source.rename(tmp_path / "other.txt")

    assert digest([tmp_path]) != before


def test_what_is_built_does_not_count_as_source(tmp_path: Path) -> None:
    before = digest([tmp_path])
    for built in ("node_modules", "dist", "__pycache__"):
        (tmp_path / built).mkdir()
        (tmp_path / built / "file").touch()

    assert digest([tmp_path]) == before
