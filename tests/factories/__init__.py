"""Small makers of records for tests: people, what is matched, and pages."""

from tests.factories.matching import (
    OccupationFactory,
    OfferFactory,
    OrganizationFactory,
    PlaceFactory,
    SkillFactory,
    set_publication_mode,
)
from tests.factories.pages import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    HomePageFactory,
    SectionPageFactory,
    serve_portal,
    translate_page,
)
from tests.factories.people import (
    AdministratorFactory,
    ConsentFactory,
    GuardianConsentFactory,
    MentorFactory,
    MentorScreeningFactory,
    ProfileFactory,
    UserFactory,
    sign_in_staff,
)

__all__ = [
    "AdministratorFactory",
    "ArticlePageFactory",
    "CompanyIndexPageFactory",
    "CompanyPageFactory",
    "ConsentFactory",
    "GuardianConsentFactory",
    "HomePageFactory",
    "MentorFactory",
    "MentorScreeningFactory",
    "OccupationFactory",
    "OfferFactory",
    "OrganizationFactory",
    "PlaceFactory",
    "ProfileFactory",
    "SectionPageFactory",
    "SkillFactory",
    "UserFactory",
    "serve_portal",
    "set_publication_mode",
    "sign_in_staff",
    "translate_page",
]
