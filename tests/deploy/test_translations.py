from pathlib import Path

import pytest

from deploy.checks.translations import EVERYTHING, PUBLIC, complaints

HEADER = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
CODE = 'from django.utils.translation import gettext_lazy as _, ngettext\nlabel = _("Search")\n'
TEMPLATE = """{% load i18n %}
  <p>
{% translate 'Sign in' %}</p>
    <b>{% blocktranslate %}Dear {{ name }}{% endblocktranslate %}</b>
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "cms").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "cms" / "forms.py").write_text(CODE, "utf-8")
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE, "utf-8")
    return tmp_path


def faults(house: Path, entries: str) -> list[str]:
    catalog = house / "django.po"
    catalog.write_text(HEADER + entries, "utf-8")
    return complaints(house, catalog)


COMPLETE = (
    'msgid "Search"\nmsgstr "Suche"\n\nmsgid "Sign in"\nmsgstr "Anmelden"\n\n'
    'msgid "Dear %(name)s"\nmsgstr "Guten Tag %(name)s"\n'
)


def test_a_complete_catalog_has_no_faults(house: Path) -> None:
    assert faults(house, COMPLETE) == []


def test_a_text_of_code_or_template_that_is_not_in_the_catalog_is_found(house: Path) -> None:
    found = faults(house, "")

    assert len(found) == 3
    assert "cms/forms.py:2: de: not in the catalog: 'Search'" in found
    assert any(line.startswith("templates/page.html:") and "Sign in" in line for line in found)


@pytest.mark.parametrize(
    ("replaced", "by", "fault"),
    [
        ('"Suche"', '""', "not translated"),
        ('msgid "Search"', '#, fuzzy\nmsgid "Search"', "fuzzy"),
        ("Guten Tag %(name)s", "Guten Tag", "placeholders"),
    ],
)
def test_a_translation_that_cannot_be_used_is_found(house: Path, replaced: str, by: str, fault: str) -> None:
    found = faults(house, COMPLETE.replace(replaced, by))

    assert len(found) == 1
    assert fault in found[0]


def test_a_plural_needs_all_its_forms(house: Path) -> None:
    (house / "cms" / "forms.py").write_text('ngettext("%(n)s offer", "%(n)s offers", 2)\n', "utf-8")
    plural = 'msgid "%(n)s offer"\nmsgid_plural "%(n)s offers"\nmsgstr[0] "%(n)s Angebot"\nmsgstr[1] "{}"\n'

    assert any("not translated" in line for line in faults(house, COMPLETE + "\n" + plural.format("")))
    assert faults(house, COMPLETE + "\n" + plural.format("%(n)s Angebote")) == []


def test_a_missing_catalog_is_told(house: Path) -> None:
    assert complaints(house, house / "none.po") == ["none.po is missing"]


ARABIC = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\n"

"""
SIX_FORMS = 'msgid "%(n)s offer"\nmsgid_plural "%(n)s offers"\n' + "".join(
    f'msgstr[{number}] "{form}"\n'
    for number, form in enumerate(["لا عروض", "عرض واحد", "عرضان", "%(n)s عروض", "%(n)s عرضًا", "%(n)s عرض"])
)


def arabic_faults(house: Path, entries: str, within: tuple[str, ...] = EVERYTHING) -> list[str]:
    catalog = house / "ar.po"
    catalog.write_text(ARABIC + entries, "utf-8")
    return complaints(house, catalog, language="ar", within=within)


def test_arabic_is_asked_for_on_public_paths_only(house: Path) -> None:
    (house / "templates" / "account").mkdir()
    (house / "templates" / "account" / "login.html").write_text("{% load i18n %}{% translate 'Password' %}", "utf-8")

    found = arabic_faults(house, "", within=PUBLIC)

    assert len(found) == 2
    assert all(line.startswith("templates/page.html:") for line in found)


def test_arabic_needs_arabic_letters(house: Path) -> None:
    (house / "templates" / "page.html").write_text("", "utf-8")

    assert arabic_faults(house, 'msgid "Search"\nmsgstr "البحث"\n') == []
    assert "letters" in arabic_faults(house, 'msgid "Search"\nmsgstr "Suche"\n')[0]


@pytest.mark.parametrize(
    ("replaced", "by", "fault"),
    [
        ("", "", None),
        ('msgstr[3] "%(n)s عروض"', 'msgstr[3] ""', "not translated"),
        ('msgstr[4] "%(n)s عرضًا"\n', "", "not translated"),
        ('msgstr[5] "%(n)s عرض"', 'msgstr[5] "عرض"', "placeholders"),
        ('msgstr[2] "عرضان"', 'msgstr[2] "%(m)s عرضان"', "placeholders"),
    ],
)
def test_an_arabic_plural_has_six_forms_of_which_the_last_tells_the_number(house, replaced, by, fault) -> None:
    (house / "templates" / "page.html").write_text("", "utf-8")
    (house / "cms" / "forms.py").write_text('ngettext("%(n)s offer", "%(n)s offers", 2)\n', "utf-8")

    found = arabic_faults(house, SIX_FORMS.replace(replaced, by))

    assert [fault in line for line in found] == ([True] if fault else [])
