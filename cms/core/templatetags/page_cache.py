"""A part of a template that many pages share, rendered once until what it shows changes."""

from django import template
from django.db.models import Model
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import mark_safe

from cms.core.page_cache import host_name, remember

register = template.Library()
register.filter("host_name", host_name)


class RememberedNode(template.Node):
    """Renders what it holds once per language and set of values."""

    def __init__(self, nodelist: NodeList, name: str, vary: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.name = name
        self.vary = vary

    def render(self, context: template.Context) -> str:
        values = [value.resolve(context) for value in self.vary]
        pages = [value for value in values if isinstance(value, Model)]
        vary = tuple(str(value.pk if isinstance(value, Model) else value) for value in values)

        def render() -> str:
            # What is set inside stays inside, as it does when the part comes from memory.
            with context.push():
                return str(self.nodelist.render(context))

        # The nodes inside have escaped what they show.
        return mark_safe(remember(render, name=self.name, vary=vary, of_one_page=bool(pages)))  # noqa: S308


@register.tag
def remembered(parser: Parser, token: Token) -> RememberedNode:
    """Keep a part: `{% remembered "name" value … %}`; inside nothing may depend on the visitor.

    With a page among the values it is a part of that page alone and may use whatever was read for the page; without,
    what it shows must be read inside.
    """
    _tag, name, *vary = token.split_contents()
    nodelist = parser.parse(("endremembered",))
    parser.delete_first_token()
    return RememberedNode(nodelist, name.strip("\"'"), [parser.compile_filter(value) for value in vary])
