"""What the plain text of a content file becomes."""

import pytest

from cms.demo.markup import Records, blocks, linked_keys

RECORDS = Records(pages={"ziel": 7, "weg": 8}, contacts={"welcome": 3}, references={"F002": 11})


def body(text):
    return [(block["type"], block["value"]) for block in blocks(text, records=RECORDS)]


def test_running_text_becomes_text_steps_and_callouts():
    text = "Ein <b>Absatz</b> mit [Ziel](page:ziel).\n\n1. **Erstens.** Los.\n2. **Zweitens?**\n\n> **Halt.** Wichtig."

    assert body(text) == [
        ("text", '<p>Ein &lt;b&gt;Absatz&lt;/b&gt; mit <a linktype="page" id="7">Ziel</a>.</p>'),
        ("steps", {"steps": [{"title": "Erstens", "text": "<p>Los.</p>"}, {"title": "Zweitens?", "text": ""}]}),
        ("callout", {"title": "Halt", "text": "<p>Wichtig.</p>"}),
    ]


def test_headings_of_both_sizes_and_lists():
    assert body("## Groß\n\n### Klein\n\n- eins\n- **zwei**") == [
        ("text", "<h2>Groß</h2><h3>Klein</h3><ul><li>eins</li><li><b>zwei</b></li></ul>")
    ]


def test_a_fence_stands_where_it_was_written():
    text = "Vorher.\n\n::: checklist Zum Termin\n- **Pass** im Original\n:::\n\nNachher."

    assert body(text) == [
        ("text", "<p>Vorher.</p>"),
        (
            "checklist",
            {"title": "Zum Termin", "introduction": "", "items": [{"title": "Pass", "text": "im Original"}]},
        ),
        ("text", "<p>Nachher.</p>"),
    ]


def test_a_figure_names_the_fact_that_proves_it():
    (figures,) = body("::: figures\n- **2 Wochen** Zeit haben Sie F002\n- **3** ohne Beleg\n:::")

    assert figures[1]["items"] == [
        {"value": "2 Wochen", "label": "Zeit haben Sie", "reference": 11},
        {"value": "3", "label": "ohne Beleg", "reference": None},
    ]


def test_a_table_has_its_first_line_as_headings():
    (table,) = body("::: table Wann was gilt\nAlter | Zeit\n13 | zwei Stunden\n:::")

    assert table[1]["caption"] == "Wann was gilt"
    assert [column["heading"] for column in table[1]["table"]["columns"]] == ["Alter", "Zeit"]
    assert table[1]["table"]["rows"] == [{"values": ["<p>13</p>", "<p>zwei Stunden</p>"]}]


def test_records_are_named_by_key():
    text = (
        "::: contact welcome\n:::\n\n::: related page:ziel page:weg\n:::\n\n"
        "::: action page:weg Los geht es\n**Jetzt.** Gleich.\n:::"
    )

    contact, related, action = body(text)

    assert contact[1]["contact"] == 3
    assert related[1]["pages"] == [7, 8]
    assert (action[1]["page"], action[1]["link_text"], action[1]["title"]) == (8, "Los geht es", "Jetzt")
    assert linked_keys(text) == ["ziel", "weg", "weg"]


@pytest.mark.parametrize(
    "text", ["::: contact nobody\n:::", "[Weg](page:nirgends)", "::: figures\n- **1** x F999\n:::"]
)
def test_a_key_that_there_is_not_is_refused(text):
    with pytest.raises(KeyError):
        body(text)


def test_a_block_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="karussell"):
        body("::: karussell\nx\n:::")
