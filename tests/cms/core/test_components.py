"""Parts of pages that other rooms fill: what they make of words, addresses and names."""

from django.template.loader import render_to_string


def test_what_would_change_the_place_is_shown_in_its_own_words():
    context = {"counterfactuals": ["Mit Umkreis 40 km: Platz 2.", {"title": "Mit mehr Stunden:", "text": "Platz 1."}]}

    html = render_to_string("components/missing_and_counterfactuals.html", context)

    assert "<span>Mit Umkreis 40 km: Platz 2.</span>" in html
    assert "<span><b>Mit mehr Stunden:</b> Platz 1.</span>" in html


def test_a_mail_address_breaks_behind_its_at():
    html = render_to_string("components/contact_card.html", {"contact": {"name": "Mia", "email": "mia@hafen.example"}})

    assert '<a href="mailto:mia@hafen.example">mia@<wbr>hafen.example</a>' in html


def test_a_map_without_a_title_has_no_empty_heading():
    assert "<h2" not in render_to_string("components/map_list.html", {"title": "", "links": []})
