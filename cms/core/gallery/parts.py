"""Examples of the small parts that blocks and pages are made of."""

from decimal import Decimal

from cms.core.blocks.samples import words
from cms.core.gallery.examples import Example, component, empty, long, usual
from cms.core.gallery.pages import NOWHERE

TONES = ("blue", "sun", "brick", "lake", "meadow")


@component("icon", inside="cluster")
def _icon() -> list[Example]:
    return [usual(name=name) for name in ("map-pin", "phone", "mail", "clock", "language")]


@component("tag", inside="cluster")
def _tag() -> list[Example]:
    say = words()
    return [usual(text=say["word"], tone=tone, icon="flag") for tone in TONES]


@component("more_link")
def _more_link() -> list[Example]:
    say = words()
    return [usual(text=say["call_link"], url=NOWHERE), usual(text=say["step_1"], url=NOWHERE, external=True)]


@component("meta")
def _meta() -> list[Example]:
    say = words()
    return [
        usual(provider="Kranichwerk GmbH", place="Niesky", hours=say["fact_1_value"]),
        long(provider=say["long"], place=say["long"]),
    ]


@component("callout")
def _callout() -> list[Example]:
    say = words()
    content = {"title": say["note"], "text": say["note_text"]}
    tones = [usual(**content, tone=tone) for tone in TONES]
    return [*tones, usual(**content, plain=True), long(title=say["long"], text=say["long"])]


@component("steps")
def _steps() -> list[Example]:
    say = words()
    rows = [{"title": say[f"step_{n}"], "text": say[f"step_{n}_text"]} for n in (1, 2, 3)]
    return [usual(steps=rows), long(steps=[{"title": say["long"], "text": say["long"]}])]


@component("checklist")
def _checklist() -> list[Example]:
    say = words()
    items = [{"value": f"gallery-{n}", "title": say[f"item_{n}"], "text": say["item_text"]} for n in (1, 2, 3)]
    return [usual(title=say["list_title"], introduction=say["lead"], items=items)]


@component("key_facts")
def _key_pairs() -> list[Example]:
    return [usual(facts=_pairs()), long(facts=[{"label": words()["long"], "value": words()["long"]}, *_pairs()])]


@component("facts")
def _facts() -> list[Example]:
    return [usual(facts=_pairs())]


@component("law")
def _law() -> list[Example]:
    say = words()
    plain = {"paragraph": "BMG § 17 Abs. 1", "as_of": "2026", "is_under_review": False}
    own = {"text": say["paragraph"], "language": "", "is_stale": False}
    german = {"text": "Ein Satz, der noch nicht übersetzt ist.", "language": "de", "is_stale": False}
    entries = [
        {**plain, "statement": own},
        {**plain, "statement": german},
        {**plain, "statement": {**own, "is_stale": True}},
        {**plain, "statement": own, "is_under_review": True},
    ]
    return [
        usual(entries=entries),
        long(entries=[{**plain, "paragraph": say["long"], "statement": {**own, "text": say["long"]}}]),
    ]


@component("law_entry", inside="list")
def _law_entry() -> list[Example]:
    say = words()
    statement = {"text": say["paragraph"], "language": "", "is_stale": False}
    plain = {"paragraph": "BMG § 17 Abs. 1", "as_of": "2026", "statement": statement}
    return [usual(entry={**plain, "is_under_review": False}), usual(entry={**plain, "is_under_review": True})]


@component("bar_chart")
def _bar_chart() -> list[Example]:
    say = words()
    bars = [
        {"label": say[name], "value": str(value), "width": Decimal(value)}
        for name, value in (("bar_1", 100), ("bar_2", 42), ("long", 3), ("bar_4", 0))
    ]
    content = {"title": say["chart"], "description": say["chart_text"], "unit": say["chart_unit"]}
    return [usual(**content, bars=bars, source=say["chart_source"])]


@component("processing_list")
def _processing_list() -> list[Example]:
    return [usual()]


@component("picture")
def _picture() -> list[Example]:
    from cms.core.models import PortalImage
    from cms.core.templatetags.pictures import responsive_picture

    return [
        usual(picture=responsive_picture(PortalImage.objects.order_by("pk").first(), ratio="4x3")),
        empty(picture=None),
    ]


def _pairs() -> list[dict[str, str]]:
    say = words()
    return [{"label": say[f"fact_{n}"], "value": say[f"fact_{n}_value"]} for n in (1, 2, 3)]
