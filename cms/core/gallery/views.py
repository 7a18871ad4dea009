"""The page of the gallery."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from wagtail.blocks import BaseStructBlock, Block, ChooserBlock, FieldBlock, ListBlock
from wagtail.images.blocks import ImageBlock

from cms.core.blocks import StoryBlock
from cms.core.blocks.samples import long_words
from cms.core.gallery import forms, pages, parts, people, reasons
from cms.core.gallery.examples import COMPONENTS, State

THEMES = ("light", "dark")
FILLED_BY = (forms, pages, parts, people, reasons)


@dataclass(frozen=True, slots=True)
class Shown:
    """One example, drawn."""

    state: State
    html: SafeString


@dataclass(frozen=True, slots=True)
class Section:
    """A block or a component with its examples."""

    anchor: str
    title: str
    about: str
    inside: str
    shown: list[Shown]


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every block and component in the language and theme that were asked for."""
    codes = [code for code, _name in settings.LANGUAGES]
    language = request.GET.get("lang", "")
    theme = request.GET.get("theme", "")
    with translation.override(language if language in codes else codes[0]):
        context = {
            "groups": {"blocks": list(block_sections(request)), "components": list(component_sections(request))},
            "languages": codes,
            "language": translation.get_language(),
            "themes": THEMES,
            "theme": theme if theme in THEMES else THEMES[0],
        }
        return render(request, "gallery/gallery.html", context)


def block_sections(request: HttpRequest) -> Iterator[Section]:
    """Draw each block as usual, with words that are too long, and when the records that it shows were deleted."""
    for name, block in StoryBlock().child_blocks.items():
        shown = [Shown(State.USUAL, _draw(block, block.get_preview_value(), request))]
        with long_words():
            shown.append(Shown(State.LONG, _draw(block, block.get_preview_value(), request)))
        shown.append(Shown(State.EMPTY, _draw(block, _emptied(block, block.get_preview_value()), request)))
        yield Section(f"block-{name}", str(block.label), str(block.get_description()), "", shown)


def component_sections(request: HttpRequest) -> Iterator[Section]:
    """Draw each component in the states that its examples have."""
    for name, component in sorted(COMPONENTS.items()):
        template = f"components/{name}.html"
        shown = [
            Shown(example.state, render_to_string(template, dict(example.context), request))
            for example in component.examples()
        ]
        yield Section(f"component-{name}", name, template, component.inside, shown)


def _emptied(block: Block, value: Any) -> Any:
    """Return a value as it is after its records were deleted, and without what editors may leave out."""
    if isinstance(block, ChooserBlock | ImageBlock):
        return None
    if isinstance(block, BaseStructBlock):
        children = block.child_blocks.items()
        return block.normalize({name: _emptied(child, value.get(name)) for name, child in children})
    if isinstance(block, ListBlock):
        return block.normalize([_emptied(block.child_block, one) for one in value])
    return "" if isinstance(block, FieldBlock) and not block.required and isinstance(value, str) else value


def _draw(block: Block, value: object, request: HttpRequest) -> SafeString:
    guides = {"phone": settings.PORTAL_WELCOME_PHONE, "hours": settings.PORTAL_WELCOME_HOURS}
    return SafeString(block.render(value, {"request": request, "welcome_guides": guides}).strip())
