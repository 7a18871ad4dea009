"""What blocks show of records, and what remains when a record goes."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from cms.core.models import ContactWording, ReferenceWording
from tests.cms.core.blocks.shown import drawn, words
from tests.factories import ArticlePageFactory, serve_portal
from tests.factories.records import ContactFactory, ReferenceFactory, make_picture

pytestmark = pytest.mark.django_db

GUIDES = {"phone": "030 23125 014", "hours": "9 bis 16 Uhr"}


def law(*references):
    return "law", {"references": [reference.pk for reference in references]}


def contact_block(contact_id):
    return "contact", {"contact": contact_id, "title": ""}


def test_the_law_shows_paragraph_statement_and_date_and_never_the_source():
    reference = ReferenceFactory(reference="BMG § 17", statement="Zwei Wochen.", as_of="2026-08-19")

    text = words(drawn(law(reference)))

    assert "BMG § 17 Zwei Wochen. Stand : 19. August 2026" in text.replace("Stand:", "Stand :")
    assert reference.source not in text


@pytest.mark.parametrize(
    ("as_of", "shown"),
    [("2026-08", "August 2026"), ("2026", "2026"), ("undatiert", "without a date"), ("2026-99-99", "without a date")],
)
def test_the_date_is_as_exact_as_it_was_read(as_of, shown):
    with translation.override("en"):
        text = words(drawn(law(ReferenceFactory(as_of=as_of))))

    assert f"As of: {shown}" in text


def test_an_overdue_reference_stays_and_says_that_it_is_checked():
    today = timezone.localdate()
    overdue = ReferenceFactory(review_date=today - timedelta(days=1))
    due_today = ReferenceFactory(review_date=today)

    with translation.override("en"):
        first, second = drawn(law(overdue, due_today)).select(".hh-law li")

    assert overdue.statement in words(first)
    assert "is being checked" in words(first)
    assert "is being checked" not in words(second)


def test_a_statement_is_shown_in_the_readers_language():
    reference = ReferenceFactory(statement="Zwei Wochen.")
    ReferenceWording.objects.create(
        reference=reference, language_code="en", statement="Two weeks.", based_on="Zwei Wochen."
    )

    with translation.override("en"):
        soup = drawn(law(reference))

    assert "Two weeks." in words(soup)
    assert "Zwei Wochen." not in words(soup)
    assert "translation is being checked" not in words(soup)


def test_a_wording_older_than_its_statement_says_so():
    reference = ReferenceFactory(statement="Drei Wochen.")
    ReferenceWording.objects.create(
        reference=reference, language_code="en", statement="Two weeks.", based_on="Zwei Wochen."
    )

    with translation.override("en"):
        assert "translation is being checked" in words(drawn(law(reference)))


def test_without_a_wording_the_german_statement_is_marked_as_german():
    reference = ReferenceFactory(statement="Zwei Wochen.")

    with translation.override("ar"):
        paragraph = drawn(law(reference)).find("p", string="Zwei Wochen.")

    assert (paragraph["lang"], paragraph["dir"]) == ("de", "ltr")


def test_a_german_page_marks_no_language():
    soup = drawn(law(ReferenceFactory(statement="Zwei Wochen.")))

    assert not soup.find("p", string="Zwei Wochen.").has_attr("lang")


def test_deleted_references_leave_no_empty_box():
    reference = ReferenceFactory()
    block = law(reference)
    reference.delete()

    assert words(drawn(block)) == ""


def test_a_figure_shows_its_proof():
    reference = ReferenceFactory(reference="MiLoG § 1", as_of="2026")
    items = [
        {"value": "14", "label": "Tage", "reference": reference.pk},
        {"value": "1", "label": "Amt", "reference": None},
    ]

    first, second = drawn(("figures", {"items": items})).select("dl > div")

    assert "MiLoG § 1" in words(first)
    assert "2026" in words(first)
    assert words(second) == "Amt 1"


def test_a_contact_changed_once_is_changed_everywhere():
    contact = ContactFactory(phone="030 23125 011")
    block = contact_block(contact.pk)
    before = words(drawn(block, welcome_guides=GUIDES))

    contact.phone = "030 23125 017"
    contact.save()

    assert "030 23125 011" in before
    assert "030 23125 017" in words(drawn(block, welcome_guides=GUIDES))


def test_a_contact_speaks_the_readers_language_where_it_can():
    contact = ContactFactory(role="Erste Fragen")
    ContactWording.objects.create(contact=contact, language_code="en", role="First questions")

    with translation.override("en"):
        english = drawn(contact_block(contact.pk))
    with translation.override("ar"):
        arabic = drawn(contact_block(contact.pk))

    assert "First questions" in words(english)
    assert english.find(lang="de") is None
    assert words(arabic.find(lang="de")) == "Erste Fragen"


def test_a_contact_without_phone_does_not_borrow_the_guides_number():
    contact = ContactFactory(phone="", email="amt@heimathafen.example")

    card = drawn(contact_block(contact.pk), welcome_guides=GUIDES)
    text = words(card)

    assert card.select_one("a[href^=mailto]").get_text() == "amt@heimathafen.example"
    assert GUIDES["phone"] not in text


def test_a_deleted_contact_becomes_the_welcome_guides():
    contact = ContactFactory()
    block = contact_block(contact.pk)
    contact.delete()

    assert GUIDES["phone"] in words(drawn(block, welcome_guides=GUIDES))


def test_a_picture_is_sent_small_with_its_size_its_words_and_its_author():
    picture = make_picture(width=1000, height=800, author="Milena Hartmann", license="CC BY 4.0")
    value = {
        "picture": {"image": picture.pk, "alt_text": "Die Altstadtbrücke", "decorative": False},
        "caption": "Abends",
    }

    soup = drawn(("picture", value))

    assert soup.img["alt"] == "Die Altstadtbrücke"
    assert (soup.img["width"], soup.img["height"], soup.img["loading"]) == ("960", "768", "lazy")
    assert soup.source["type"] == "image/avif"
    assert ".webp" in soup.img["src"]
    assert "480w" in soup.img["srcset"]
    assert "1440w" not in soup.img["srcset"]
    assert "Milena Hartmann, CC BY 4.0" in words(soup.figcaption)


def test_a_decorative_picture_is_silent():
    picture = make_picture(alternative_text="Wird nicht vorgelesen")
    value = {"picture": {"image": picture.pk, "alt_text": "", "decorative": True}, "caption": ""}

    assert drawn(("picture", value)).img["alt"] == ""


def test_a_picture_whose_file_is_gone_leaves_the_page_standing():
    picture = make_picture()
    picture.file.storage.delete(picture.file.name)
    value = {"picture": {"image": picture.pk, "alt_text": "Weg", "decorative": False}, "caption": "Weg"}

    soup = drawn(("picture", value), ("text", "<p>Bleibt.</p>"))

    assert soup.img is None
    assert words(soup) == "Bleibt."


def test_related_pages_leave_out_drafts_and_private_pages():
    home = serve_portal()
    shown = ArticlePageFactory(parent=home, title="Offen")
    draft = ArticlePageFactory(parent=home, title="Entwurf", live=False)
    private = ArticlePageFactory(parent=home, title="Intern")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    soup = drawn(("related_pages", {"title": "", "pages": [shown.pk, draft.pk, private.pk]}))

    assert [words(link) for link in soup.select("a")] == ["Offen"]


def test_a_related_page_that_is_not_in_the_readers_language_says_in_which_it_is():
    page = ArticlePageFactory(parent=serve_portal(), title="Wohnung anmelden")

    in_german = drawn(("related_pages", {"title": "", "pages": [page.pk]}))
    with translation.override("ar"):
        in_arabic = drawn(("related_pages", {"title": "", "pages": [page.pk]}))

    assert not in_german.h3.has_attr("lang")
    assert (in_arabic.h3["lang"], in_arabic.h3["dir"]) == ("de", "auto")


def test_a_video_that_is_gone_leaves_its_transcript():
    value = {"title": "Rundgang", "video": None, "poster": None, "captions": None, "transcript": "<p>Eine Tür.</p>"}

    soup = drawn(("video", value))

    assert soup.video is None
    assert soup.details.has_attr("open")
    assert "Eine Tür." in words(soup)
