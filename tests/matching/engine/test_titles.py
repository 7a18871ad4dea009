"""What a title may mean: evidence, order, confidence, and the lists that add to it."""

from __future__ import annotations

import json
import os
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import TaxonomyDataError
from matching.engine.evaluation.boosting import Growth, grow_trees
from matching.engine.evaluation.examples import Examples
from matching.engine.evaluation.training import judged_examples, learn, own_name_examples
from matching.engine.taxonomy.label_index import LabelIndex
from matching.engine.taxonomy.listed_titles import ListedTitle, ListedTitles
from matching.engine.taxonomy.records import NamedConcept
from matching.engine.taxonomy.title_evidence import FEATURES, HIDDEN, TitleEvidence
from matching.engine.taxonomy.title_lists import TitleListReader, as_lines, decoded, read_kept
from matching.engine.taxonomy.title_model import TitleModel, Trees, model_of, read_model, shares
from matching.engine.taxonomy.title_names import EVERYDAY, FOREIGN, PREFERRED, TitleNames
from matching.engine.taxonomy.title_ranker import LONGEST_TITLE, TitleRanker
from matching.engine.text.ngrams import Ngrams

CONCEPTS = (
    NamedConcept(id="baker", names=("Bäcker/Bäckerin", "Brotbäcker"), foreign=("baker",), isco="7512"),
    NamedConcept(id="pastry", names=("Konditor/Konditorin", "Feinbäcker"), everyday=("Tortenbäcker",), isco="7512"),
    NamedConcept(id="teacher", names=("Lehrkraft", "Lehrer", "Lehrerin"), isco="2330"),
    NamedConcept(names=("Berufe der Bäckerei",), isco="7512", is_group=True),
    NamedConcept(names=("",)),
)


@pytest.fixture(scope="module")
def ranker():
    return TitleRanker(CONCEPTS)


def test_ngrams_never_cross_words_and_forgive_foreign_letters():
    ngrams = Ngrams(["ab cd"], (2, 3))

    owners, grams = ngrams.cut(["ab", "ab cd", "ж"])

    assert np.bincount(owners).tolist() == [5, 10, 3]  # " a ab b_ _ab ab_", twice that, and " ж ж_ _ж_"
    assert set(grams[owners == 0].tolist()) < set(grams[owners == 1].tolist())
    assert ngrams.sizes_of(grams[owners == 0]).tolist() == [2, 2, 2, 3, 3]


def test_a_label_is_most_like_itself():
    keys = ["backer", "konditor", "lehrer"]
    index = LabelIndex(keys)

    cosines = np.stack([index.likeness(key).cosine for key in keys])

    assert cosines.argmax(axis=1).tolist() == [0, 1, 2]
    assert np.diag(cosines) == pytest.approx(np.ones(3))


def test_letters_that_no_label_has_make_a_text_less_alike():
    index = LabelIndex(["backer", "konditor"])

    assert index.likeness("backerxyz").cosine[0] < index.likeness("backer").cosine[0]
    assert index.likeness("жжж").cosine.tolist() == [0, 0]
    assert LabelIndex([]).likeness("backer").cosine.tolist() == [0]


def test_names_carry_the_marks_of_their_kinds():
    names = TitleNames(CONCEPTS)
    marks = dict(zip(names.keys, names.marks.tolist(), strict=True))

    assert marks["backer"] == PREFERRED
    assert marks["brotbacker"] == 0
    assert marks["baker"] == FOREIGN
    assert marks["tortenbacker"] == EVERYDAY
    assert np.diff(names.starts).min() >= 1


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("Bäcker/in (m/w/d)", 0),
        ("BROTBAECKERIN", 0),
        ("Brotbäker", 0),
        ("Konditorin", 1),
        ("Tortenbäcker", 1),
        ("Lehrerin", 2),
        ("baker", 0),
        ("Berufe der Bäckerei", 3),
    ],
)
def test_a_title_finds_its_concept_without_anything_learned(ranker, title, best):
    ranked = ranker.rank(title)

    assert ranked.rows[0] == best
    assert ranked.confidence[0] > 0.1


@pytest.mark.parametrize("title", ["", " ", "\N{SOFT HYPHEN}", "🍞🍞🍞", "خباز", "...", "\ud800", "\x00"])
def test_what_resembles_nothing_is_answered_without_confidence(ranker, title):
    ranked = ranker.rank(title)

    assert sorted(ranked.rows.tolist()) == list(range(len(CONCEPTS)))
    assert ranked.confidence.tolist() == [0] * len(CONCEPTS)


def test_of_a_very_long_title_only_the_beginning_is_looked_at(ranker):
    title = "Bäcker " + "sucht die Backstube am Markt " * 400

    assert len(title) > 10_000
    assert ranker.rank(title).rows.tolist() == ranker.rank(title[: 2 * LONGEST_TITLE]).rows.tolist()


@settings(max_examples=50)
@given(title=st.text(max_size=60))
def test_every_concept_is_ranked_once_with_confidence_that_never_rises(title):
    ranked = TitleRanker(CONCEPTS[:3]).rank(title)

    assert sorted(ranked.rows.tolist()) == [0, 1, 2]
    assert all(0 <= later <= earlier <= 1 for earlier, later in pairwise(ranked.confidence.tolist()))


def test_evidence_has_a_figure_for_everything_it_promises():
    found = TitleEvidence(CONCEPTS).of("backer")

    assert found.figures.shape == (len(found.candidates), len(FEATURES))
    assert np.isfinite(found.figures).all()


def test_a_hidden_name_is_no_evidence_for_its_concept():
    evidence = TitleEvidence(CONCEPTS)

    shown, hidden = evidence.of("brotbacker"), evidence.of("brotbacker", hidden=0)

    same = FEATURES.index("same words")
    assert shown.figures[0, same] == 1
    assert hidden.figures[0, same] == 0
    assert HIDDEN < hidden.merits[0] < shown.merits[0]


def test_listed_titles_support_what_they_point_to():
    listed = ListedTitles(
        [
            ListedTitle(title="Backstubenhilfe", groups=("7512", "9999")),
            ListedTitle(title="Zuckerbäcker", occupation="pastry"),
            ListedTitle(title="Sterndeuter", occupation="unknown"),
        ],
        CONCEPTS,
    )

    assert listed.support("backstubenhilfe")[:3].round(6).tolist() == [1, 1, 0]
    assert listed.support("sterndeuter").tolist() == [0] * len(CONCEPTS)
    assert listed.occupations_called("zuckerbacker") == [1]
    assert listed.occupations_called("backstubenhilfe") == []


def test_what_a_list_says_of_a_title_comes_first():
    ranker = TitleRanker(CONCEPTS, listed=[ListedTitle(title="Brotbäcker", occupation="teacher")])

    ranked = ranker.rank("Brotbäckerin")

    assert ranked.rows[:2].tolist() == [2, 0]
    assert sorted(ranked.rows.tolist()) == list(range(len(CONCEPTS)))
    assert ranked.confidence[0] > 0.9


@pytest.fixture
def examples():
    """Forty titles with three candidates; the right one has the largest first figure."""
    chance = np.random.default_rng(3)
    figures = chance.random((120, len(FEATURES)))
    starts = np.arange(0, 121, 3)
    is_right = np.zeros(120, dtype=bool)
    is_right[starts[:-1] + figures[:, 0].reshape(40, 3).argmax(axis=1)] = True
    return Examples(figures, starts, is_right, np.ones(40))


def test_what_is_learned_finds_the_figure_that_matters_and_is_the_same_each_time(examples):
    none = examples.take(np.arange(0))

    content = learn(examples, none, trained_on=["set"], seed=5)
    model = model_of(json.loads(json.dumps(content)))

    scores = np.array([model.scores(examples.figures[row : row + 3]) for row in examples.starts[:-1]])
    assert np.abs(model.weights).argmax() == 0
    assert (scores.argmax(axis=1) == examples.figures[:, 0].reshape(40, 3).argmax(axis=1)).mean() > 0.95
    assert content == learn(examples, none, trained_on=["set"], seed=5)
    assert (np.diff(model.alike.measured) >= 0).all()


def test_several_right_answers_share_what_one_would_have(examples):
    both = Examples(examples.figures, examples.starts, np.ones(120, dtype=bool), examples.weights)

    content = learn(both, examples.take(np.arange(0)), trained_on=[], seed=5)

    assert np.abs(content["weights"]).max() < 1e-3


def test_names_of_the_concepts_teach_with_that_name_taken_away():
    evidence = TitleEvidence(CONCEPTS)

    own = own_name_examples(evidence)
    judged = judged_examples(evidence, [("backer", [0])])

    assert len(own) == 3  # Brotbäcker, Feinbäcker, Lehrer: preferred, everyday and foreign names stay
    assert own.figures[:, FEATURES.index("same words")].max() == 0
    assert judged.figures[judged.is_right, FEATURES.index("same words")].tolist() == [1]


def test_a_tree_gives_the_value_of_its_answers():
    trees = {"figures": [[1, 0]], "thresholds": [[0.5, 0.25]], "values": [[1.0, 2.0, 3.0, 4.0]]}
    figures = np.zeros((3, len(FEATURES)))
    figures[:, :2] = [[0.9, 0.5], [0.25, 0.6], [0.3, 0.6]]

    assert _model(trees).scores(figures).tolist() == [2, 3, 4]


def test_trees_learn_what_no_sum_can():
    chance = np.random.default_rng(4)
    figures = chance.random((400, 2))
    starts = np.arange(0, 401, 4)
    wanted = np.abs(figures[:, 0] - 0.5)  # right is what is least in the middle
    is_right = np.zeros(400, dtype=bool)
    is_right[starts[:-1] + wanted.reshape(100, 4).argmax(axis=1)] = True
    examples = Examples(figures, starts, is_right, np.ones(100))

    trees = grow_trees(examples, np.zeros(400), seed=1, growth=Growth(rounds=60, share_of_figures=1.0, rate=0.3))

    scores = Trees(*(np.array(trees[name]) for name in ("figures", "thresholds", "values"))).predict(figures)
    assert (scores.reshape(100, 4).argmax(axis=1) == wanted.reshape(100, 4).argmax(axis=1)).mean() > 0.8


def test_confidence_is_what_was_measured_for_such_a_lead():
    model = _model()

    assert model.confidence(np.array([100.0, 0.0]), np.array([True, False])) == pytest.approx([0.8, 0.0])
    assert model.confidence(np.array([0.0, 100.0]), np.array([True, False])) == pytest.approx([0.0, 0.4])
    assert shares(np.array([1.0, 1.0])).tolist() == [0.5, 0.5]


def test_weights_for_other_evidence_are_refused(tmp_path):
    file = tmp_path / "title_weights.json"

    assert read_model(file) is None
    for content in ("{", "{}", json.dumps({"format": 1, "features": ["merit"]}), json.dumps({"format": 99})):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(TaxonomyDataError, match=r"title_weights\.json"):
            read_model(file)


def _model(trees=None) -> TitleModel:
    n = len(FEATURES)
    return model_of(
        {
            "means": [0.0] * n,
            "scales": [1.0] * n,
            "weights": [0.0] * n,
            "trees": trees or {"figures": [], "thresholds": [], "values": []},
            "confidence": {
                "named": {"claimed": [0.0, 1.0], "measured": [0.0, 0.8]},
                "alike": {"claimed": [0.0, 1.0], "measured": [0.0, 0.4]},
            },
            "trained_on": [],
        }
    )


@pytest.fixture
def reader():
    known = {"8d3e8aaa-791b-4c75-a465-f3f827028f50"}
    groups = {"29222": ("7512",), "01402": ("0310",), "29223": ("7513",)}
    return TitleListReader(is_occupation=known.__contains__, groups_of_kldb=groups)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
@pytest.mark.parametrize("header", ["", "Titel;KldB\r\n"])
def test_a_list_is_read_in_any_encoding(reader, encoding, header):
    content = f"{header}Bäckergehilfe;29222\r\nSüßwarenhersteller;29222\r\n".encode(encoding)

    titles, bad = reader.read(content)

    assert [(one.title, one.groups) for one in titles] == [
        ("Bäckergehilfe", ("7512",)),
        ("Süßwarenhersteller", ("7512",)),
    ]
    assert bad == []


@pytest.mark.parametrize(
    ("line", "groups", "occupation"),
    [
        ("Bäcker;29222", ("7512",), ""),
        ("Bäcker;B 29222-101", ("7512",), ""),
        ("Soldat;1402", ("0310",), ""),  # a table program took the leading zero
        ("Bäckerhelfer;29221", ("7512", "7513"), ""),
        ("Bäcker;C751", ("7512", "7513"), ""),
        ("Bäcker;http://data.europa.eu/esco/isco/C7512", ("7512",), ""),
        ("Pfleger;8D3E8AAA-791b-4c75-a465-f3f827028f50", (), "8d3e8aaa-791b-4c75-a465-f3f827028f50"),
        (
            '"Pfleger; ambulant";http://data.europa.eu/esco/occupation/8d3e8aaa-791b-4c75-a465-f3f827028f50',
            (),
            "8d3e8aaa-791b-4c75-a465-f3f827028f50",
        ),
    ],
)
def test_a_code_means_groups_or_an_occupation(reader, line, groups, occupation):
    (found,), bad = reader.read(line.encode())

    assert (found.groups, found.occupation, bad) == (groups, occupation, [])


def test_columns_are_found_by_their_names(reader):
    (found,), bad = reader.read(b"id;kldb;title\n7;29222;Backer\n")

    assert (found.title, found.groups, bad) == ("Backer", ("7512",), [])


def test_bad_lines_are_told_with_number_and_reason_and_stop_nothing(reader):
    lines = [
        "Bäcker;29222",
        "",
        "nur ein Titel",
        ";29222",
        "Bäcker;",
        "Bäcker;99999",
        "Bäcker;rot",
        f"{'x' * 300};29222",
        "123;29222",
        "Bäcker;00000000-0000-0000-0000-000000000000",
        "Bäcker;C999",
        'Meister "Brot;29222',
    ]

    titles, bad = reader.read("\n".join(lines).encode())

    assert [one.title for one in titles][:1] == ["Bäcker"]
    assert [one.number for one in bad][:9] == [3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert all(one.reason for one in bad)


@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(content):
    reader = TitleListReader(is_occupation=lambda _: False, groups_of_kldb={})

    titles, bad = reader.read(content)

    assert titles == []
    assert isinstance(decoded(content), str)
    assert [line.number for line in bad] == sorted({line.number for line in bad})


def test_a_kept_list_is_read_back_and_broken_lines_of_it_are_left_out(tmp_path):
    titles = [ListedTitle(title="Bäcker", groups=("7512", "7513")), ListedTitle(title="Pfleger", occupation="nurse")]
    file = tmp_path / "titles.tsv"

    file.write_text("\n".join([*as_lines(titles), "half a li", "\t\t"]), encoding="utf-8")

    assert read_kept(file) == titles
    assert read_kept(tmp_path / "nothing.tsv") == []


def test_a_taxonomy_follows_a_list_as_its_file_changes(taxonomy_of_its_own, tmp_path):
    taxonomy, file = taxonomy_of_its_own, tmp_path / "titles.tsv"
    taxonomy.follow_titles(file)
    before = [one.id for one in taxonomy.find_occupations("Wehenwache")]

    file.write_text("\n".join(as_lines([ListedTitle(title="Wehenwache", occupation="midwife")])), encoding="utf-8")
    taxonomy.follow_titles(file)
    during = [one.id for one in taxonomy.find_occupations("Wehenwache (m/w/d)")]
    other = tmp_path / "other.tsv"
    other.write_text("\n".join(as_lines([ListedTitle(title="Wehenwache", occupation="doctor")])), encoding="utf-8")
    os.replace(other, file)
    taxonomy.follow_titles(file)
    after = [one.id for one in taxonomy.find_occupations("Wehenwache")]
    file.unlink()
    taxonomy.follow_titles(file)

    assert (before, during[:1], after[:1]) == ([], ["midwife"], ["doctor"])
    assert taxonomy.find_occupations("Wehenwache") == []


def test_a_title_that_a_list_gives_to_a_group_speaks_for_its_occupations(taxonomy_of_its_own, tmp_path):
    taxonomy, file = taxonomy_of_its_own, tmp_path / "titles.tsv"
    file.write_text("\n".join(as_lines([ListedTitle(title="Wehenwache", groups=("2222",))])), encoding="utf-8")

    taxonomy.follow_titles(file)

    assert taxonomy.imported_titles == (ListedTitle(title="Wehenwache", groups=("2222",)),)
