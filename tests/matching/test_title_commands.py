"""The commands around job titles: measuring, learning, and taking in an operator's list."""

import json
import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import matching
from matching.engine import Taxonomy, load_taxonomy
from matching.management.commands import train_titles
from matching.services import import_titles
from matching.services.import_titles import current_taxonomy, titles_file

NURSE = "8d3e8aaa-791b-4c75-a465-f3f827028f50"
DOCUMENTS = {
    NURSE: ["Krankenpfleger/Krankenpflegerin", "Krankenpfleger", "Pfleger"],
    "": ["Sterndeuter", "Astrologe", "Horoskopleser"],
    "http://data.europa.eu/esco/isco/C7512": ["Bäcker und Konditoren"],
    "unknown": ["Glasbläser", "Glasmacher", "Glaskünstler"],
}
QUERIES = ["Krankenpfleger/in (m/w/d)", "Astrologin", "Bäcker, Konditor", "Glasmacherin", "Pflegerin", "Horoskop"]
ANSWERS = [0, 1, 2, 3, 0, 1]


@pytest.fixture
def judged(tmp_path):
    folder = tmp_path / "judged"
    folder.mkdir()
    documents = [
        {
            "id": f"d{row}",
            "title": labels[0],
            "labels": labels,
            "concept": f"http://data.europa.eu/esco/occupation/{concept}" if "/" not in concept else concept,
        }
        for row, (concept, labels) in enumerate(DOCUMENTS.items())
    ]
    queries = [{"id": f"q{row}", "text": text, "language": "de"} for row, text in enumerate(QUERIES)]
    for name, rows in (("documents", documents), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    lines = [f"q{row}\td{answer}\t1" for row, answer in enumerate(ANSWERS)]
    (folder / "judgements.tsv").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def own_state(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    yield
    load_taxonomy().follow_titles(tmp_path / "no such list")


def run(name, *arguments):
    out, err = StringIO(), StringIO()
    call_command(name, *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_titles_are_measured_as_json(judged):
    out, _ = run("evaluate_titles", judged, "--json")

    report = json.loads(out)

    assert {"mrr", "map", "ndcg@10", "recall@10", "ece", "queries", "ms_p95"} <= set(report)
    assert report["queries"] == len(QUERIES)
    assert report["mrr"] > 0.8
    assert 0 <= report["ece"] <= 1


def test_titles_are_measured_beside_baselines_in_a_table(judged):
    out, _ = run("evaluate_titles", judged, "--baselines", "--folds", "2")

    for system in ("likeness of names", "learned, 2 folds", "random", "title only", "RapidFuzz", "TF-IDF of words"):
        assert system in out
    assert "learned, 2 folds − random: mrr +" in out


@pytest.mark.parametrize("arguments", [["--folds", "1"], ["--folds", "-3"]])
def test_folds_that_cannot_be_are_refused(judged, arguments):
    with pytest.raises(CommandError, match="folds"):
        run("evaluate_titles", judged, *arguments)


def test_a_folder_without_a_judged_set_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(CommandError, match=r"documents\.jsonl"):
        run("evaluate_titles", tmp_path)
    with pytest.raises(CommandError, match=r"documents\.jsonl"):
        run("train_titles", tmp_path, "--output", tmp_path / "weights.json")


def test_weights_are_learned_and_the_same_again(judged, tmp_path):
    files = [tmp_path / "one.json", tmp_path / "two.json"]

    for file in files:
        run("train_titles", judged, "--output", file)

    assert files[0].read_text("utf-8") == files[1].read_text("utf-8")
    assert json.loads(files[0].read_text("utf-8"))["titles"] == len(QUERIES)


def test_on_the_set_they_were_learned_from_the_shipped_weights_are_not_measured(judged, monkeypatch, tmp_path):
    file = tmp_path / "weights.json"
    run("train_titles", judged, "--output", file)
    model = train_titles_model(file)
    monkeypatch.setitem(load_taxonomy().__dict__, "title_model", model)

    report = json.loads(run("evaluate_titles", judged, "--json")[0])

    assert report["system"] == "likeness of names"
    assert "learned" not in report["systems"]
    assert any("learned from this set" in note for note in report["notes"])


def train_titles_model(file):
    from matching.engine.taxonomy.title_model import read_model

    return read_model(file)


def test_the_shipped_weights_are_where_the_engine_reads_them():
    assert train_titles.WEIGHTS.parent == train_titles.WEIGHTS.parents[1] / "data"
    assert train_titles.WEIGHTS.name == "title_weights.json"


def test_an_imported_title_is_understood_and_survives_a_restart(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(f"title;esco\nWehwehchenpfleger;{NURSE}\nBackofenflüsterer;29222\n", encoding="utf-16")

    out, err = run("import_titles", file)

    assert "2 titles read, 0 lines left out, 2 kept" in out
    assert err == ""
    assert current_taxonomy().find_occupations("Wehwehchenpflegerin (m/w/d)", limit=1)[0].id == NURSE
    restarted = Taxonomy(Path(matching.__file__).parent / "data")
    restarted.follow_titles(titles_file())
    assert [one.title for one in restarted.imported_titles] == ["Wehwehchenpfleger", "Backofenflüsterer"]


def test_importing_again_changes_nothing_and_replacing_forgets(tmp_path):
    first, second = f"Wehwehchenpfleger;{NURSE}\n".encode(), "Backofenflüsterer;29222\n".encode()

    import_titles(content=first)
    again = import_titles(content=first)
    both = import_titles(content=second)
    replaced = import_titles(content=second, replace=True)

    assert (again.n_kept, both.n_kept, replaced.n_kept) == (1, 2, 1)


def test_bad_lines_are_reported_and_the_rest_is_kept(tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes(f"Wehwehchenpfleger;{NURSE}\nkein Code\nBäcker;99999\n".encode("cp1252"))

    out, err = run("import_titles", file)

    assert "1 titles read, 2 lines left out, 1 kept" in out
    assert "line 2: no semicolon" in err
    assert "line 3: unknown KldB code 99999" in err


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_titles", tmp_path / "nothing.csv")


def test_an_import_that_is_killed_while_writing_leaves_the_list_as_it_was(tmp_path):
    import_titles(content=f"Wehwehchenpfleger;{NURSE}\n".encode())
    before = titles_file().read_bytes()
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "import matching.services\n"
        "service = sys.modules['matching.services.import_titles']\n"
        "from matching.engine.taxonomy.listed_titles import ListedTitle\n"
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "service._write(Path(sys.argv[1]), [ListedTitle(title='x', occupation='y')])\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    setup = "import django; django.setup()\n"

    killed = subprocess.run([sys.executable, "-c", setup + script, str(titles_file())], env=environment, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert titles_file().read_bytes() == before
    assert import_titles(content=b"").n_kept == 1
