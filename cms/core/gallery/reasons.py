"""Examples of the sums that the portal shows."""

from typing import Any

from cms.core.blocks.samples import words
from cms.core.gallery.examples import Example, component, long, usual
from cms.core.gallery.pages import NOWHERE

POINTS = [(25, 25), (19, 25), (15, 20), (12, 20), (8, 10)]


def _parts() -> list[dict[str, Any]]:
    say, before, parts = words(), 0, []
    names = ("item_1", "item_2", "fact_1", "bar_1", "long")
    for number, (name, (points, most)) in enumerate(zip(names, POINTS, strict=True), start=1):
        text = say["lead"] if number != 4 else ""
        part = {"name": say[name], "text": text, "color_class": f"c{number}", "points": points, "max_points": most}
        parts.append({**part, "points_offset": before, "is_unknown": number == 4})
        before += points
    return parts


def _item(rank: int, title: str) -> dict[str, Any]:
    say, parts = words(), _parts()
    score = sum(part["points"] for part in parts)
    return {
        "rank": rank,
        "title": title,
        "url": NOWHERE,
        "provider": "Kranichwerk GmbH",
        "place": "Niesky, 12 km",
        "hours": say["fact_1_value"],
        "summary": say["paragraph"],
        "score_100": score,
        "parts": parts,
        "unreached": 100 - score,
        "missing": [say["item_text"]],
        "counterfactuals": [{"title": say["question_1"], "text": say["answer_1"]}],
        "actions": _buttons(),
        "company_url": NOWHERE,
        "company_link_text": say["call_link"],
    }


def _buttons() -> list[dict[str, str]]:
    say = words()
    return [
        {"label": say["call_link"], "url": NOWHERE, "icon": "bookmark", "method": "get"},
        {"label": say["step_3"], "url": NOWHERE, "icon": "x", "method": "get", "about": say["word"]},
    ]


@component("fit_card")
def _fit_card() -> list[Example]:
    return [usual(item=_item(1, "Mechatroniker/in")), long(item=_item(2, words()["long"]))]


@component("fit_row")
def _fit_row() -> list[Example]:
    return [usual(item=_item(3, "Mechatroniker/in")), long(item=_item(4, words()["long"]))]


@component("score_bar")
def _score_bar() -> list[Example]:
    return [usual(parts=_parts())]


@component("why_list")
def _why_list() -> list[Example]:
    return [usual(parts=_parts(), unreached=21)]


@component("actions")
def _actions() -> list[Example]:
    return [usual(actions=_buttons())]


@component("missing_and_counterfactuals")
def _missing_and_counterfactuals() -> list[Example]:
    item = _item(0, "")
    return [usual(missing=item["missing"], counterfactuals=item["counterfactuals"])]
