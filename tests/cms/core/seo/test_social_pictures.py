"""The picture beside a shared link: drawn once, and only for what everybody may read."""

import io
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.test import Client
from PIL import Image
from wagtail.models import PageViewRestriction

from cms.core.seo import picture_address, social
from cms.core.seo.drawing import social_picture
from cms.core.seo.lettering import Lettering, fitting
from cms.welcome.models import ArticlePage, HomePage
from tests.cms.core.seo.conftest import head

PORTAL = "https://portal.example"


def path_of(page_path: str) -> str:
    return head(page_path).meta["og:image"].removeprefix(PORTAL)


def picture(path: str) -> Image.Image:
    answer = Client().get(path)
    assert answer.status_code == 200
    return Image.open(io.BytesIO(b"".join(answer.streaming_content)))


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_page_has_a_picture_that_may_be_kept(article: ArticlePage) -> None:
    path = path_of("/anmelden/")

    answer = Client().get(path)

    assert picture(path).size == (1200, 630)
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]
    assert not answer.cookies
    assert b"".join(answer.streaming_content)


def test_a_picture_is_drawn_once(article: ArticlePage, monkeypatch: pytest.MonkeyPatch) -> None:
    path = path_of("/anmelden/")
    picture(path)
    monkeypatch.setattr(social, "social_picture", lambda **_asked: pytest.fail("drawn again"))

    assert picture(path).size == (1200, 630)


def test_a_new_title_has_a_new_picture_and_the_old_address_leads_nowhere(article: ArticlePage) -> None:
    old = path_of("/anmelden/")
    picture(old)
    article.title = "Neu anmelden"
    article.save_revision().publish()

    new = path_of("/anmelden/")

    assert picture(new).size == (1200, 630)
    assert new != old
    assert Client().get(old).status_code == 404


def test_of_one_page_a_few_pictures_are_kept_and_the_oldest_go(article: ArticlePage) -> None:
    for number in range(social.KEPT_OF_A_PAGE + 2):
        article.title = f"Anmelden {number}"
        article.save_revision().publish()
        picture(path_of("/anmelden/"))

    folder = Path(portal_settings.MEDIA_ROOT) / "social"
    assert len(list(folder.iterdir())) == social.KEPT_OF_A_PAGE


def test_the_picture_wears_the_municipalitys_color(article: ArticlePage) -> None:
    blue, green = picture_address.of_page(article), picture_address.of_page(article, "#225424")

    colors = [picture(url.removeprefix(PORTAL)).convert("RGB").getpixel((600, 600)) for url in (blue, green)]

    assert colors[0] != colors[1]
    assert colors[1][1] > colors[1][2]


@pytest.mark.parametrize("change", ["color", "stamp", "subject"])
def test_strangers_cannot_have_anything_else_drawn(change: str, article: ArticlePage) -> None:
    path = path_of("/anmelden/")
    subject, name = path.removeprefix("/media/social/").split("/")
    color, stamp = name.removesuffix(".png").split("-")
    forged = {
        "color": f"/media/social/{subject}/ff0000-{stamp}.png",
        "stamp": f"/media/social/{subject}/{color}-{'0' * 16}.png",
        "subject": f"/media/social/{int(subject) - 1}/{color}-{stamp}.png",
    }

    assert Client().get(forged[change]).status_code == 404
    assert not (Path(portal_settings.MEDIA_ROOT) / "social").exists()


def test_a_page_that_is_not_public_has_no_picture(article: ArticlePage) -> None:
    path = path_of("/anmelden/")
    picture(path)
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    assert Client().get(path).status_code == 404

    PageViewRestriction.objects.all().delete()
    article.unpublish()
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("subject", ["99999999999999999999", "fr", "0", "-1", "1e3"])
def test_there_is_no_picture_of_nothing(subject: str, home: HomePage) -> None:
    assert Client().get(f"/media/social/{subject}/213791-0123456789abcdef.png").status_code == 404


def test_what_is_no_page_has_the_portals_picture(home: HomePage) -> None:
    assert picture(path_of("/suche/")).size == (1200, 630)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Anmelden",
        "Wohnungsgeberbestätigung",
        "Wort " * 60,
        "W" * 300,
        "التسجيل في Görlitz",
        "😀 日本",
        "Nguyễn Łuczak",
    ],
)
def test_every_title_can_be_drawn(title: str) -> None:
    drawn = social_picture(title=title, portal="Heimathafen", district="Landkreis Görlitz", color="213791")

    with Image.open(io.BytesIO(drawn)) as shown:
        assert shown.size == (1200, 630)
    assert len(drawn) < 80_000


def test_lines_stay_within_their_width() -> None:
    lettering, lines = fitting(
        "Wohnungsgeberbestätigung und Aufenthaltserlaubnis", [80, 60, 40], width=500, most_lines=4
    )

    assert lines[0].endswith("-")
    assert all(lettering.width(line) <= 500 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == "WohnungsgeberbestätigungundAufenthaltserlaubnis"


def test_an_editors_mark_decides_where_a_word_is_divided() -> None:
    lines = Lettering(80).lines("Wohnungs\u00adgeberbestätigung", 700)

    assert lines == ["Wohnungs-", "geberbestätigung"]
