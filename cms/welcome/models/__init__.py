"""Pages that welcome: the start page, its doors, and what stands behind them."""

from cms.welcome.models.answers import AnsweredSubmission
from cms.welcome.models.articles import ArticlePage, LegalPage
from cms.welcome.models.forms import FormField, FormPage
from cms.welcome.models.municipalities import MunicipalityPage
from cms.welcome.models.sections import HomePage, SectionPage
from cms.welcome.models.stories import StoryIndexPage, StoryPage

__all__ = [
    "AnsweredSubmission",
    "ArticlePage",
    "FormField",
    "FormPage",
    "HomePage",
    "LegalPage",
    "MunicipalityPage",
    "SectionPage",
    "StoryIndexPage",
    "StoryPage",
]
