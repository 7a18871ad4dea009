"""Examples of what pages are framed with: entrances, fields, ways through the portal."""

from django.core.paginator import Paginator

from cms.core.blocks.samples import words
from cms.core.gallery.examples import Example, component, empty, long, usual

NOWHERE = "#nowhere"


@component("hero")
def _hero() -> list[Example]:
    say = words()
    quick = [{"title": say[name], "url": NOWHERE} for name in ("item_1", "item_2", "heading")]
    return [usual(lines=[say["call"], say["heading"], say["step_1"]], lead=say["lead"], quick=quick)]


@component("arcade")
def _arcade() -> list[Example]:
    say = words()
    doors = [{"title": say[f"step_{n}"], "text": say[f"step_{n}_text"], "url": NOWHERE} for n in (1, 2, 3)]
    return [usual(doors=[*doors, {"title": say["call"], "text": say["lead"], "url": NOWHERE}], low=True)]


@component("door_drawing", inside="arch")
def _door_drawing() -> list[Example]:
    return [usual(door=door) for door in ("arrive", "work", "learn", "live")]


@component("field_blue")
def _field_blue() -> list[Example]:
    return [usual(**_invitation("call"), preline=words()["word"], card=True), long(**_invitation("long"), compact=True)]


@component("field_sun")
def _field_sun() -> list[Example]:
    return [usual(**_invitation("call"), preline=words()["word"]), long(**_invitation("long"), compact=True)]


@component("breadcrumbs")
def _breadcrumbs() -> list[Example]:
    say = words()
    items = [{"title": say[name], "url": NOWHERE} for name in ("word", "heading", "step_1")]
    return [usual(items=items), long(items=[*items, {"title": say["long"]}])]


@component("section_menu")
def _section_menu() -> list[Example]:
    say = words()
    names = ("step_1", "step_2", "long")
    items = [{"title": say[name], "url": NOWHERE, "current": name == "step_2"} for name in names]
    return [usual(title=say["heading"], items=items)]


@component("pagination")
def _pagination() -> list[Example]:
    many = Paginator(range(90), 10)
    return [usual(page_obj=many.page(4), query="q=kita"), empty(page_obj=Paginator([], 10).page(1))]


@component("map_list")
def _map_list() -> list[Example]:
    say = words()
    links = [{"title": name, "url": NOWHERE} for name in ("Görlitz", "Niesky", "Oderwitz", "Zittau")]
    outlines = ("M0 0l500 0 0 400 -500 0z", "M500 0l500 0 0 400 -500 0z", "M0 400l1000 0 -300 400z")
    places = [{**link, "path": path} for link, path in zip(links, outlines, strict=False)]
    towns = [{"title": "Görlitz", "x": 300, "y": 200, "anchor": "start"}]
    shape = {"title": say["map"], "lead": say["map_text"]}
    return [
        usual(**shape, chips=links[:3], links=links, places=places, towns=towns, map_width=1000, map_height=800),
        empty(**shape),
    ]


@component("fallback_note")
def _fallback_note() -> list[Example]:
    return [usual()]


@component("empty_state")
def _empty_state() -> list[Example]:
    say = words()
    return [usual(title=say["empty"], text=say["empty_text"], url=NOWHERE, link_text=say["call_link"])]


def _invitation(title: str) -> dict[str, object]:
    say = words()
    buttons = [{"text": say["call_link"], "url": NOWHERE}, {"text": say["lead"], "url": NOWHERE}]
    return {"title": say[title], "text": say["call_text"], "buttons": buttons}
