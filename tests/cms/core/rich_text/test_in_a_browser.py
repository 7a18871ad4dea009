"""A real browser reads cleaned markup and finds nothing to run in it."""

from typing import Any

import pytest

from cms.core.rich_text import clean_rich_text

ATTACKS = [
    "<script>hit()</script>",
    "<img src=x onerror=hit()>",
    "<svg onload=hit()></svg>",
    "<svg><animate onbegin=hit() attributeName=x dur=1s></svg>",
    "<details open ontoggle=hit()>x</details>",
    "<input autofocus onfocus=hit()>",
    "<video><source onerror=hit()></video>",
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=hit()&gt;'>",
    '<noscript><p title="</noscript><img src=x onerror=hit()>"></noscript>',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=hit()>",
    "<a href='javascript:hit()' autofocus onfocus=hit()>x</a>",
    "<p style='mso-x:1'><o:p><img src=x onerror=hit()></o:p></p>",
    "<!--[if gte mso 9]><img src=x onerror=hit()><![endif]--><font onclick=hit()>x</font>",
    "<object data='data:text/html,<script>hit()</script>'></object>",
    "<base href='https://fremd.example/'><link rel=stylesheet href='x' onerror=hit()>",
]
LISTEN = "window.hits = 0; window.hit = () => { window.hits += 1 };"


def hits(chromium: Any, markup: str) -> tuple[int, int]:
    """Return how often something ran, and how many elements could run something."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_content(f"<script>{LISTEN}</script><main>{markup}</main>")
    page.wait_for_load_state("load")
    for link in page.query_selector_all("main a"):
        link.dispatch_event("click")
    found = page.evaluate(
        "[window.hits, document.querySelectorAll('main :is(script, iframe, object, svg, img)').length]"
    )
    context.close()
    return found[0], found[1]


@pytest.mark.chromium
def test_nothing_runs(chromium: Any) -> None:
    markup = "".join(f"<div>{clean_rich_text(attack)}</div>" for attack in ATTACKS)

    assert hits(chromium, markup) == (0, 0)


@pytest.mark.chromium
def test_the_same_markup_would_run_uncleaned(chromium: Any) -> None:
    ran, _could_run = hits(chromium, "<img src=x onerror=hit()><script>hit()</script>")

    assert ran == 2
