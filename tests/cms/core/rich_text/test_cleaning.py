"""What rich text may hold, and what becomes of text pasted from a word processor."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.rich_text import clean_rich_text

WORD_CLIPBOARD = (Path(__file__).parent / "word_clipboard.html").read_text("utf-8")


def test_a_word_document_becomes_headings_paragraphs_and_lists() -> None:
    cleaned = clean_rich_text(WORD_CLIPBOARD)

    assert cleaned == (
        "<h2>Neue Wohnung anmelden</h2>"
        "<p>Kommen Sie in die <b>Meldestelle</b> der Gemeinde. Der Weg ist 30\u00a0km lang.</p>"
        "<h3>Was Sie mitbringen</h3>"
        "<ul><li>Ausweis oder Pass</li><li>Bestätigung der Vermieterin</li></ul>"
        "<p><b>So geht es:</b></p>"
        "<ol><li>Termin holen</li><li>Hingehen</li></ol>"
        '<p>Mehr steht <a href="https://meldestelle.example/anmelden">auf dieser Seite</a>, nicht hier.</p>'
        "<p>Niesky</p><p>dienstags</p>"
    )


def test_what_google_docs_wraps_around_a_text_is_no_emphasis() -> None:
    pasted = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="margin:0">'
        '<span style="font-weight:400">Kommen Sie </span><span style="font-weight:700">mit Termin</span></p></b>'
    )

    assert clean_rich_text(pasted) == "<p>Kommen Sie <b>mit Termin</b></p>"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<p data-block-key="a1b2c">Ein <b>Satz</b></p>', '<p data-block-key="a1b2c">Ein <b>Satz</b></p>'),
        ('<a linktype="page" id="3">Seite</a>', '<a linktype="page" id="3">Seite</a>'),
        ('<a linktype="document" id="7">Blatt</a>', '<a linktype="document" id="7">Blatt</a>'),
        ('<a href="mailto:a@b.example">Post</a>', '<a href="mailto:a@b.example">Post</a>'),
        ('<a href="tel:+49123">Telefon</a>', '<a href="tel:+49123">Telefon</a>'),
        ('<a href="/konto/#daten">Konto</a>', '<a href="/konto/#daten">Konto</a>'),
        ("<h1>Titel</h1><h5>Klein</h5>", "<h2>Titel</h2><h4>Klein</h4>"),
        ("<p>3 &lt; 5 &amp; mehr</p>", "<p>3 &lt; 5 &amp; mehr</p>"),
    ],
)
def test_what_editors_mean_is_kept(written: str, kept: str) -> None:
    assert clean_rich_text(written) == kept


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)",
        " javascript:alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///C:/notiz.docx",
        "ftp://dateien.example",
        "//fremd.example/",
        "/\\fremd.example/",
        "\\\\fremd.example/",
        "blob:https://fremd.example/1",
    ],
)
def test_a_link_that_leads_astray_becomes_plain_words(link: str) -> None:
    assert clean_rich_text(f'<p><a href="{link}">Wort</a></p>') == "<p>Wort</p>"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>x</p>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<form action=javascript:alert(1)><button>x</button></form>",
        "<style>@import '//fremd.example'</style>",
        "<p style='background:url(javascript:alert(1))'>x</p>",
        "<embed embedtype='media' url='https://fremd.example/film'>",
        "<a linktype='page' id='1 onclick=alert(1)'>x</a>",
        "<p data-block-key='\" onclick=alert(1) x=\"'>x</p>",
        "<!--[if gte mso 9]><script>alert(1)</script><![endif]--><o:p><img src=x onerror=alert(1)></o:p>",
        "<div style='mso-x:1'><script>alert(1)</script><object data=x></object></div>",
        "<template><script>alert(1)</script></template>",
    ],
)
def test_code_never_survives(attack: str) -> None:
    cleaned = clean_rich_text(attack)

    lowered = cleaned.lower()
    for trace in (
        "alert",
        "<script",
        "onclick",
        "onerror",
        "onload",
        "style",
        "<img",
        "<svg",
        "fremd.example",
        "<form",
    ):
        assert trace not in lowered


PIECES = [*"<>/=\"' abp&;#\u00a0\n", "<p>", "</p>", "<b>", "mso-", "<o:p>", "<a href=", "<li>", "<div>", "style='"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_cleaning_twice_changes_nothing(markup: str) -> None:
    once = clean_rich_text(markup)

    assert clean_rich_text(once) == once
