"""Finds text that people see and that is not translated; Babel reads it, so no GNU gettext is needed.

German is complete. Arabic speaks on the public pages (`PUBLIC`); where it does not, the portal shows German and says
so (UNTRANSLATED_VIEWS in cms/settings/translation.py).
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "cms" / "locale"
ROOMS = ("cms", "matching", "search")
EVERYTHING = ("",)
# What visitors see without signing in: beginnings of paths …
PUBLIC = (
    *("cms/community/presentation.py", "cms/community/views.py"),
    *("cms/companies/directory.py", "cms/companies/forms.py", "cms/companies/handbook.py"),
    *("cms/companies/presentation.py", "cms/companies/selectors.py", "cms/companies/views.py"),
    *("cms/core/search_documents/", "cms/core/seo/", "cms/core/templatetags/", "cms/core/views.py"),
    "cms/mentoring/selectors.py",
    "cms/navigation/",
    *("cms/welcome/form_answers.py", "cms/welcome/selectors/", "cms/welcome/templatetags/", "cms/welcome/views"),
    *("search/documents/", "search/forms.py", "search/queries/", "search/results/", "search/views/"),
    "templates/",
)
# … without what lies in between and belongs to the desk, to letters, or to rooms that are shown in German.
NOT_PUBLIC = (
    *("templates/desk", "templates/operating/", "templates/proofreading/", "templates/search/desk"),
    *("templates/welcome/answers.html", "templates/welcome/answers_state.html"),
    "cms/navigation/apps.py",
    *("templates/account/", "templates/accounts/", "templates/alumni/", "templates/mfa/", "templates/mails/"),
    *("templates/core/", "templates/demo/", "templates/gallery/", "templates/wagtail"),
    *("templates/mentoring/consent", "templates/mentoring/edit_", "templates/mentoring/guardian_"),
    *("templates/mentoring/hidden", "templates/mentoring/recommended_", "templates/mentoring/wanted"),
)
# Language → where it must be complete.
COMPLETE = {"de": EVERYTHING, "ar": PUBLIC}
SCRIPTS = {"ar": re.compile("[\u0600-\u06ff]")}  # a translation has letters of its script
NOT_OURS = {"node_modules", "dist", "__pycache__", "migrations"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\w*\}")

Text = str | tuple[str, ...]
_PLAIN, _PLURAL, _CONTEXT = (1,), (1, 2), ((1, "c"), 2)
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **dict.fromkeys(("gettext_lazy", "gettext_noop"), _PLAIN),
    "ngettext_lazy": _PLURAL,
    "pgettext_lazy": _CONTEXT,
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, slots=True)
class Message:
    """A text in the code, with the place where it stands."""

    text: Text
    context: str | None
    place: str


def complaints(
    root: Path = ROOT, catalog_file: Path | None = None, *, language: str = "de", within: tuple[str, ...] = EVERYTHING
) -> list[str]:
    """Return one line for each text below the paths `within` that has no translation that can be used."""
    catalog_file = catalog_file or LOCALES / language / "LC_MESSAGES" / "django.po"
    if not catalog_file.exists():
        return [f"{catalog_file.relative_to(root)} is missing"]
    with catalog_file.open("rb") as source:
        catalog = read_po(source, locale=language)
    seen: set[tuple[Text, str | None]] = set()
    found = []
    for message in messages(root):
        is_meant = message.place.startswith(within) and (
            within == EVERYTHING or not message.place.startswith(NOT_PUBLIC)
        )
        if is_meant and (message.text, message.context) not in seen:
            seen.add((message.text, message.context))
            found += [
                f"{message.place}: {language}: {fault}: {message.text!r}"
                for fault in _faults(message, catalog, language)
            ]
    return found


def messages(root: Path) -> Iterator[Message]:
    """Return all texts that code and templates mark for translation."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    for path in _files(root):
        source = path.read_text("utf-8")
        if path.suffix != ".py":
            # Inside brackets, Python's tokenizer does not care about the page's indentation.
            source = f"({templatize(source, origin=str(path))}\n)"
        place = path.relative_to(root)
        for line, text, _comments, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
            yield Message(text=text, context=context, place=f"{place}:{line}")


def _faults(message: Message, catalog: Catalog, language: str) -> Iterator[str]:
    entry = catalog.get(message.text, message.context)
    if entry is None:
        yield "not in the catalog"
        return
    translated: object = entry.string
    forms = [str(form or "") for form in (translated if isinstance(translated, (list, tuple)) else [translated])]
    if not all(forms) or (isinstance(message.text, tuple) and len(forms) != catalog.num_plurals):
        yield "not translated"
    elif entry.fuzzy:
        yield "marked as fuzzy"
    elif not _same_placeholders(message.text, forms):
        yield "other placeholders than the translation"
    elif not all(_is_in_script(message.text, form, language) for form in forms):
        yield "in letters of another language"


def _same_placeholders(text: Text, forms: list[str]) -> bool:
    """Compare the names; only the form for any number must have all: "one result" needs no number."""
    expected = set(PLACEHOLDER.findall(text if isinstance(text, str) else " ".join(text)))
    used = [set(PLACEHOLDER.findall(form)) for form in forms]
    return used[-1] == expected and all(names <= expected for names in used)


def _is_in_script(text: Text, form: str, language: str) -> bool:
    script, words = SCRIPTS.get(language), PLACEHOLDER.sub("", text if isinstance(text, str) else text[-1])
    return script is None or not re.search("[a-z]", words) or script.search(form) is not None


def _files(root: Path) -> list[Path]:
    modules = [path for room in ROOMS for path in (root / room).rglob("*.py")]
    templates = [path for kind in ("*.html", "*.txt", "*.svg") for path in (root / "templates").rglob(kind)]
    return sorted(path for path in (*modules, *templates) if not NOT_OURS.intersection(path.relative_to(root).parts))


if __name__ == "__main__":
    lines = [line for code, within in COMPLETE.items() for line in complaints(language=code, within=within)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.exit(bool(lines))
