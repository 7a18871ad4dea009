"""An operator's dictionary: read line by line, replaced in one step, asked while it changes."""

import gzip
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from search.lexicon import DictionaryError, PhraseFile, build_dictionary
from search.lexicon.ding import entries_of
from tests.support.services import large_dictionary

LINES = """\
# Version :: for tests
Aufenthaltserlaubnis {f}; Aufenthaltstitel {m} [adm.] | Aufenthaltstitel {pl} :: residence permit | residence permits
etw. beantragen {vt} (bei jdm.) :: to apply for sth. (to sb.); to request sth.
Erlaubnis {f} | eine Erlaubnis erteilen/geben :: permit [Br.]; permission | to grant a permission
"""


def imported(path: Path, text: str = LINES) -> PhraseFile:
    build_dictionary(text.encode(), path, say=lambda _line: None)
    return PhraseFile(path, weight=0.8)


def translations(dictionary: PhraseFile, phrase: str, stems: str, language: str = "en") -> list[str]:
    found = dictionary.find({phrase: stems}, language)
    return [" ".join(one.words) for one in found.get(phrase, ())]


@pytest.mark.parametrize(
    ("line", "german", "english"),
    [
        ("Antrag {m} (auf etw.) [adm.] :: application [Br.] (for sth.)", ("Antrag",), ("application",)),
        ("jdn. beraten {vt} :: to advise sb.; to counsel sb. [Am.]", ("beraten",), ("advise", "counsel")),
        ("Bangladesch {n} /BD/ :: Bangladesh", ("BD", "Bangladesch"), ("Bangladesh",)),
        ("Antrag stellen/einreichen :: to file", ("Antrag stellen", "Antrag einreichen"), ("file",)),
        ("(teilweise) Änderung {f} :: change (of sth. (else))", ("Änderung",), ("change",)),
        ("irgendetwas :: something", ("irgendetwas",), ("something",)),
    ],
)
def test_a_line_loses_its_remarks(line: str, german: tuple[str, ...], english: tuple[str, ...]):
    [entry] = entries_of(line)

    assert (entry.german, entry.english) == (german, english)


def test_groups_of_a_line_belong_together_by_their_place():
    entries = entries_of("Amt {n}; Behörde {f} | Ämter {pl} :: office; authority | offices")

    assert [(entry.german, entry.english) for entry in entries] == [
        (("Amt", "Behörde"), ("office", "authority")),
        (("Ämter",), ("offices",)),
    ]


def test_groups_that_do_not_match_leave_only_the_first():
    assert len(entries_of("Amt | Ämter | des Amtes :: office | offices")) == 1


@pytest.mark.dictionary
def test_nearly_every_line_of_debians_dictionary_can_be_used():
    lines = large_dictionary().read_text("utf-8").split("\n")[10::200]

    unusable = [line for line in lines if line and not entries_of(line)]

    assert len(lines) > 1000
    assert len(unusable) <= 2


def test_an_imported_dictionary_translates_in_both_directions(tmp_path: Path):
    dictionary = imported(tmp_path / "words" / "de-en.sqlite3")

    assert translations(dictionary, "residence permit", "resid permit") == ["aufenthaltserlaubnis", "aufenthaltstitel"]
    assert translations(dictionary, "erlaubnis", "erlaubnis", "de") == ["permission", "permit"]
    assert translations(dictionary, "erlaubnis", "erlaubnis", "pl") == []


def test_a_packed_file_in_an_old_encoding_is_read(tmp_path: Path):
    path = tmp_path / "de-en.sqlite3"

    build_dictionary(gzip.compress("Gebühr {f} :: fee\n".encode("cp1252")), path, say=lambda _line: None)

    assert translations(PhraseFile(path, weight=1.0), "fee", "fee") == ["gebuhr"]


def test_a_broken_line_is_counted_and_named(tmp_path: Path):
    done = build_dictionary((LINES + "no dictionary line\n").encode(), tmp_path / "d.sqlite3", say=lambda _line: None)

    assert (done.n_lines, done.n_bad_lines, done.first_bad_lines) == (4, 1, [5])


@pytest.mark.parametrize(
    "content",
    [b"", b"# only remarks", b"one;two\nthree;four\n", gzip.compress(LINES.encode())[:40], b"\x00" * 99],
    ids=["empty", "remarks", "semicolons", "cut off", "zeros"],  # what is packed tells the second it was packed in
)
def test_what_is_no_dictionary_is_refused_and_the_old_one_stays(tmp_path: Path, content: bytes):
    path = tmp_path / "de-en.sqlite3"
    dictionary = imported(path)

    with pytest.raises(DictionaryError):
        build_dictionary(content, path, say=lambda _line: None)

    assert translations(dictionary, "request", "request") == ["beantragen"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["de-en.lock", "de-en.sqlite3"]


def test_a_new_dictionary_answers_at_once_in_a_process_that_knows_the_old_one(tmp_path: Path):
    path = tmp_path / "de-en.sqlite3"
    dictionary = imported(path)
    assert translations(dictionary, "request", "request") == ["beantragen"]

    imported(path, "Bitte {f} :: request\n")

    assert translations(dictionary, "request", "request") == ["bitte"]


def test_an_import_that_is_killed_leaves_the_old_dictionary(tmp_path: Path):
    path = tmp_path / "de-en.sqlite3"
    dictionary = imported(path)
    program = """
import os, pathlib, signal, sys
import django
django.setup()
from search.lexicon import dictionary
dictionary.LINES_PER_STEP = 1
def die(line):
    os.kill(os.getpid(), signal.SIGKILL)
dictionary.build_dictionary("Bitte {f} :: request\\n".encode() * 9, pathlib.Path(sys.argv[1]), say=die)
"""

    killed = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
        timeout=60,
        check=False,
    )

    assert killed.returncode == -signal.SIGKILL
    assert translations(dictionary, "request", "request") == ["beantragen"]
    assert len(list(tmp_path.glob(".unfinished-*"))) == 1

    imported(path, "Bitte {f} :: request\n")

    assert translations(dictionary, "request", "request") == ["bitte"]
    assert list(tmp_path.glob(".unfinished-*")) == []


def test_a_missing_or_broken_file_means_no_translations(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    path = tmp_path / "de-en.sqlite3"
    dictionary = PhraseFile(path, weight=0.8)

    assert translations(dictionary, "request", "request") == []

    path.write_bytes(b"no database")

    assert translations(dictionary, "request", "request") == []
    assert "cannot be read" in caplog.text
