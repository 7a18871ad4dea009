"""What the pages that welcome show beside their own text; one file per kind of page."""

from cms.welcome.selectors.articles import article_content, legal_content
from cms.welcome.selectors.district import district_drawing, largest, map_position, town_links
from cms.welcome.selectors.forms import form_content
from cms.welcome.selectors.home import entrances, headline_lines, home_content
from cms.welcome.selectors.landmarks import Landmark, landmarks_of
from cms.welcome.selectors.municipalities import Brand, brand_of, municipality_content
from cms.welcome.selectors.sections import section_content, tone_of
from cms.welcome.selectors.stories import newest_stories, stories_below, story_content

__all__ = [
    "Brand",
    "Landmark",
    "article_content",
    "brand_of",
    "district_drawing",
    "entrances",
    "form_content",
    "headline_lines",
    "home_content",
    "landmarks_of",
    "largest",
    "legal_content",
    "map_position",
    "municipality_content",
    "newest_stories",
    "section_content",
    "stories_below",
    "story_content",
    "tone_of",
    "town_links",
]
