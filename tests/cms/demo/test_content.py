"""What the demo region says: only checked facts, nobody real, no link that leads anywhere."""

import csv
import re
from pathlib import Path

import pytest

import cms.core
from cms.demo.content import FAMILY_NAMES, FOLDER, NAMES, parse_page, read_facts, read_pages, read_records, read_table
from cms.demo.markup import blocks, linked_keys
from cms.demo.services.pages import KINDS, page_order

CHECKED_FACTS = Path(cms.core.__file__).parent / "data" / "facts.csv"
GERMAN, ENGLISH = read_pages("de"), read_pages("en")
ALL_PAGES = [*GERMAN.values(), *ENGLISH.values()]
TEXT_FILES = [file for file in sorted(FOLDER.rglob("*")) if file.is_file()]
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_STEP = re.compile(r"^\d+\. ", re.MULTILINE)
_TARGET = re.compile(r"\]\([^)]*\)")
_LICENSE = re.compile(r"CC BY \d\.\d|CC0")
_QUOTED = re.compile("„[^“]*“")
_PHONE = re.compile(r"(?:\+49|\b0)[\d /()-]{6,}\d")
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+")
_WEB = re.compile(r"https?://([^/\s\"')]+)")


def spoken(page):
    text = f"{page.fields['summary']}\n{page.fields.get('lead', '')}\n{page.text}"
    return _LICENSE.sub("", _TARGET.sub("]", _STEP.sub("", text)))


def grounds(page):
    facts = read_facts()
    keys = page.fact_keys or GERMAN[page.key].fact_keys
    # The year in which an amount was read belongs to the fact.
    return "\n".join(f"{facts[key].statement} {facts[key].reference} {facts[key].as_of[:4]}" for key in keys)


def figures(text):
    return {figure.replace(",", "").replace(".", "") for figure in _FIGURE.findall(text)}


def test_there_are_enough_pages_in_both_languages():
    assert len(GERMAN) >= 30
    assert len(ENGLISH) >= 15
    assert set(ENGLISH) <= set(GERMAN)


def test_the_order_names_each_page_once_and_parents_first():
    order = page_order()

    assert sorted(order) == sorted(GERMAN)
    for page in GERMAN.values():
        if "parent" in page.fields:
            assert order.index(page.fields["parent"]) < order.index(page.key), page.key


def test_a_translated_page_has_a_translated_parent():
    assert [key for key in ENGLISH if key != "start" and GERMAN[key].fields["parent"] not in ENGLISH] == []


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.fields["title"])
def test_every_page_is_complete(page):
    german = GERMAN[page.key]

    assert page.fields["title"]
    assert 40 <= len(page.fields["summary"]) <= 300
    assert german.fields.get("kind", "article") in KINDS
    assert set(linked_keys(page.text)) <= set(GERMAN)
    assert page.text or german.fields["kind"] == "companies"


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.fields["title"])
def test_every_figure_of_a_page_stands_in_its_facts(page):
    assert figures(spoken(page)) - figures(grounds(page)) == set()


@pytest.mark.parametrize("page", list(ENGLISH.values()), ids=lambda page: page.key)
def test_a_translated_statement_says_the_figures_of_the_fact(page):
    facts = read_facts()
    for key, statement in page.fields.get("statements", {}).items():
        # The year of a yearly amount may be added.
        known = figures(f"{facts[key].statement} {facts[key].reference} {facts[key].as_of}") | {"2025", "2026"}
        assert figures(statement) - known == set(), key


def test_every_fact_is_one_of_the_checked_ones():
    with CHECKED_FACTS.open(encoding="utf-8", newline="") as file:
        checked = {row["statement_de"]: row for row in csv.DictReader(file)}

    for fact in read_facts().values():
        assert checked[fact.statement]["confidence"] in {"proven", "proven; changes yearly"}
        assert checked[fact.statement]["reference"] == fact.reference


def test_every_fact_is_used_and_every_used_fact_is_there():
    used = {key for page in ALL_PAGES for key in page.fact_keys}

    assert used == set(read_facts())


@pytest.mark.parametrize("page", list(GERMAN.values()), ids=lambda page: page.key)
def test_an_amount_that_changes_yearly_stands_with_its_year(page):
    facts = read_facts()
    yearly = [facts[key] for key in page.fact_keys if facts[key].changes_yearly]
    steady = figures("\n".join(facts[key].statement for key in page.fact_keys if not facts[key].changes_yearly))
    amounts = {
        figure
        for fact in yearly
        for figure in figures(fact.statement) - steady
        if len(figure) > 2 and not re.fullmatch(r"20\d\d", figure)
    }
    for paragraph in re.split(r"\n\s*\n", page.text):
        if figures(paragraph) & amounts:
            assert re.search(r"\b20\d\d\b", paragraph), paragraph


def test_pages_for_the_young_say_du_and_all_others_sie():
    young = {"mentoring", "so-funktioniert-mentoring", "ausbildung-finden", "praktikum-und-ferienjob"}
    informal, formal = re.compile(r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]ein\w*)\b"), re.compile(r"\b(Ihnen|Ihre?[nrms]?)\b")
    for key, page in GERMAN.items():
        # "Sie" also means "they" and stands at the beginning of sentences; "Ihnen" and "Ihr" do not.
        assert not (formal if key in young else informal).search(_QUOTED.sub("", page.text)), key


@pytest.mark.parametrize("file", TEXT_FILES, ids=lambda file: file.name)
def test_no_file_names_a_real_phone_mail_or_website(file):
    text = file.read_text(encoding="utf-8")

    assert _PHONE.findall(text) == []
    assert [mail for mail in _MAIL.findall(text) if not mail.endswith(".example")] == []
    assert [host for host in _WEB.findall(text) if not host.endswith(".example")] == []


def test_companies_and_titles_are_varied():
    organizations, offers = read_records("organizations"), read_records("offers")

    assert len({one["name"] for one in organizations}) == 40
    assert sum(one["offers"] for one in organizations) == 400
    assert len({offer["title"] for offer in offers}) >= 120
    assert {offer["kind"] for offer in offers} == {"job", "apprenticeship", "internship", "volunteering"}
    for one in organizations:
        fitting = [offer for offer in offers if set(one["fits"]) & set(offer["fits"])]
        assert len(fitting) >= one["offers"], one["key"]


def test_mentors_speak_sixty_different_sentences():
    assert len({row["statement"] for row in read_table(FOLDER / "mentors.tsv")}) >= 60


def test_names_come_in_several_scripts_and_forms():
    names = {row["name"] for table in (NAMES, FAMILY_NAMES) for row in read_table(table)}
    names |= {person[part] for person in read_records("people") for part in ("first_name", "last_name")}

    assert any(not name.isascii() and re.search(r"[\u0600-\u06ff\u0400-\u04ff]", name) for name in names)
    assert any("-" in name for name in names)
    assert any("’" in name or "'" in name for name in names)


def test_plain_text_becomes_blocks():
    text = "Ein <b>Absatz</b> mit [Ziel](page:ziel).\n\n1. **Erstens.** Los.\n2. **Zweitens?**\n\n> **Halt.** Wichtig."

    found = blocks(text, page_ids={"ziel": 7})

    assert found == [
        ("text", '<p>Ein &lt;b&gt;Absatz&lt;/b&gt; mit <a linktype="page" id="7">Ziel</a>.</p>'),
        ("steps", {"steps": [{"title": "Erstens", "text": "<p>Los.</p>"}, {"title": "Zweitens?", "text": ""}]}),
        ("callout", {"title": "Halt", "text": "<p>Wichtig.</p>"}),
    ]


def test_a_page_file_without_its_marks_is_refused():
    with pytest.raises(ValueError, match="before the first"):
        parse_page("kaputt", "Text\n+++\ntitle = 'x'\n+++\n")
