"""What the demo region says: only checked facts, nobody real, no link that leads anywhere."""

import re

import pytest

from cms.demo.content import (
    FAMILY_NAMES,
    FOLDER,
    NAMES,
    parse_page,
    read_facts,
    read_pages,
    read_records,
    read_table,
    read_wordings,
)
from cms.demo.markup import linked_keys
from cms.demo.services.pages import KINDS, page_order

GERMAN, ENGLISH, ARABIC = read_pages("de"), read_pages("en"), read_pages("ar")
ALL_PAGES = [*GERMAN.values(), *ENGLISH.values(), *ARABIC.values()]
ANSWERS = [page for page in GERMAN.values() if page.fields.get("kind", "article") in {"article", "legal"}]
TEXT_FILES = [file for file in sorted(FOLDER.rglob("*")) if file.is_file()]
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_PROOF = re.compile(r" F\d{3}$", re.MULTILINE)  # which fact a figure rests on
_STEP = re.compile(r"^\d+\. ", re.MULTILINE)
_TARGET = re.compile(r"\]\([^)]*\)")
_LICENSE = re.compile(r"CC BY \d\.\d|CC0")
_QUOTED = re.compile("„[^“]*“")
# "18a" is a paragraph wherever it stands, "18" only behind its sign.
_PARAGRAPH = re.compile(r"\b\d+[a-z]\b|(?<=§ )\d+")
_WORDS = ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=2)}
_UNIT = r"\s+(?:\w+\s+)?(Werktag|Arbeitstag|Tag|Woche|Monat|Jahr|Stunde|Euro|Prozent|Cent)"
_IN_WORDS = re.compile(rf"\b({'|'.join(_WORDS)}){_UNIT}", re.IGNORECASE)
_IN_WORDS_OR_FIGURES = re.compile(rf"\b({'|'.join(_WORDS)}|\d+){_UNIT}", re.IGNORECASE)
# What people advise or tell, which no law says.
_ADVICE = {
    "zurueck-in-sechs-schritten": {("2", "jahr"), ("3", "monat")},
    "vereine-und-ehrenamt": {("2", "stunde")},
    "schuelerjobs": {("2", "tag")},  # "zwischen zwei Arbeitstagen"
}
_PHONE = re.compile(r"(?:\+49|\b0)[\d /()-]{6,}\d")
_NOBODYS = re.compile(r"030 23125 \d{3}")  # reserved for films and stories
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+")
_WEB = re.compile(r"https?://([^/\s\"')]+)")


def spoken(page):
    text = f"{page.fields['summary']}\n{page.fields.get('lead', '')}\n{page.text}"
    return _PROOF.sub("", _LICENSE.sub("", _TARGET.sub("]", _STEP.sub("", text))))


def grounds(page):
    facts = read_facts()
    # The year in which an amount was read belongs to the fact.
    return "\n".join(
        f"{facts[key].statement} {facts[key].reference} {facts[key].as_of[:4]}" for key in GERMAN[page.key].fact_keys
    )


def figures(text):
    return {figure.replace(",", "").replace(".", "") for figure in _FIGURE.findall(text)}


def quantities(pattern, text):
    """Times and amounts: ("2", "Woche"), whether the text says "zwei Wochen" or "2 Wochen"."""
    return {
        (str(_NUMBERS.get(number.lower(), number)), unit.lower().removeprefix("werk").removeprefix("arbeits"))
        for number, unit in pattern.findall(text)
    }


def test_there_are_enough_pages_in_all_languages():
    assert len(GERMAN) >= 60
    assert set(ENGLISH) == set(GERMAN)
    assert len(ARABIC) >= 10
    assert set(ARABIC) <= set(GERMAN)


def test_the_order_names_each_page_once_and_parents_first():
    order = page_order()

    assert sorted(order) == sorted(GERMAN)
    for page in GERMAN.values():
        if "parent" in page.fields:
            assert order.index(page.fields["parent"]) < order.index(page.key), page.key


def test_a_translated_page_has_a_translated_parent():
    for pages in (ENGLISH, ARABIC):
        assert [key for key in pages if key != "start" and GERMAN[key].fields["parent"] not in pages] == []


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.fields["title"])
def test_every_page_is_complete(page):
    german = GERMAN[page.key]

    assert page.fields["title"]
    assert 40 <= len(page.fields["summary"]) <= 300
    assert german.fields.get("kind", "article") in KINDS
    assert set(linked_keys(page.text)) <= set(GERMAN)
    assert page.text or german.fields["kind"] in {"home", "companies", "stories", "events"}


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.fields["title"])
def test_every_figure_of_a_page_stands_in_its_facts(page):
    assert figures(spoken(page)) - figures(grounds(page)) == set()


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.fields["title"])
def test_every_paragraph_of_a_law_stands_in_the_facts_of_the_page(page):
    assert set(_PARAGRAPH.findall(page.text)) - set(_PARAGRAPH.findall(grounds(page))) == set()


@pytest.mark.parametrize("page", ANSWERS, ids=lambda page: page.key)
def test_every_time_and_amount_in_words_stands_in_the_facts_of_the_page(page):
    known = quantities(_IN_WORDS_OR_FIGURES, grounds(page)) | _ADVICE.get(page.key, set())

    assert quantities(_IN_WORDS, _QUOTED.sub("", page.text)) - known == set()


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_translated_statement_says_the_figures_of_the_fact(code):
    facts = read_facts()
    for key, statement in read_wordings(code).items():
        # The year of a yearly amount may be added.
        known = figures(f"{facts[key].statement} {facts[key].reference} {facts[key].as_of}") | {"2025", "2026"}
        assert figures(statement) - known == set(), key


@pytest.mark.parametrize(("code", "pages"), [("en", ENGLISH), ("ar", ARABIC)])
def test_every_fact_of_a_translated_page_is_worded_in_its_language(code, pages):
    needed = {key for page in pages.values() for key in GERMAN[page.key].fact_keys}

    assert needed - set(read_wordings(code)) == set()


def test_every_fact_that_a_page_names_is_a_checked_one():
    assert {key for page in ALL_PAGES for key in page.fact_keys} - set(read_facts()) == set()


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
    young = {key for key, page in GERMAN.items() if page.fields.get("voice") == "du"}
    informal, formal = re.compile(r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]ein\w*)\b"), re.compile(r"\b(Ihnen|Ihre?[nrms]?)\b")
    for key, page in GERMAN.items():
        # "Sie" also means "they" and stands at the beginning of sentences; "Ihnen" and "Ihr" do not.
        assert not (formal if key in young else informal).search(_QUOTED.sub("", page.text)), key


@pytest.mark.parametrize("file", TEXT_FILES, ids=lambda file: file.name)
def test_no_file_names_a_real_phone_mail_or_website(file):
    text = file.read_text(encoding="utf-8")

    assert [number for number in _PHONE.findall(text) if not _NOBODYS.fullmatch(number)] == []
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


def test_a_page_file_without_its_marks_is_refused():
    with pytest.raises(ValueError, match="before the first"):
        parse_page("kaputt", "Text\n+++\ntitle = 'x'\n+++\n")
