"""Whether a model's rows may be found by everybody: every model of the portal is decided here, and a test says so.

Nothing personal is ever a document. What a source reads besides its own model is listed too: a test sees each table
that it touches.
"""

SEARCHABLE: dict[str, tuple[str, ...]] = {
    "page": (
        *("welcome.HomePage", "welcome.SectionPage", "welcome.ArticlePage", "welcome.LegalPage", "welcome.FormPage"),
        *("welcome.MunicipalityPage", "welcome.StoryIndexPage"),
        "welcome.StoryPage",  # what a person tells with written consent; without it the page cannot be published
        *("companies.CompanyIndexPage", "companies.CompanyPage"),
        *("companies.HandbookPage", "companies.HandbookChapterPage"),
        *("mentoring.MentoringIndexPage", "mentoring.ProgramPage"),
        *("community.EventIndexPage", "community.EventPage"),
    ),
    "offer": ("matching.Offer",),
    # Of an official: name, task, hours and languages, as the public page that shows the contact tells them.
    "contact": ("core.Contact", "core.ContactWording"),
    "document": ("core.PortalDocument", "core.DocumentText"),
}
"""Source → the models whose rows are its documents."""

PART_OF_OTHERS = (
    *("wagtailcore.Page", "matching.Organization", "matching.Place", "matching.Occupation"),
    "matching.OfferOccupation",  # what was understood of an offer's text
)
"""Models whose words stand in the documents of others and have none of their own."""

LOOKED_UP = (
    *("wagtailcore.Site", "wagtailcore.Locale", "wagtailcore.Collection", "wagtailcore.ReferenceIndex"),
    *("wagtailcore.PageViewRestriction", "wagtailcore.CollectionViewRestriction", "contenttypes.ContentType"),
    "wagtailcore.Revision",  # whose revision is shown; never what stands in it
    "matching.PublicationSettings",
)
"""Models that say where something stands, whether it is public and what its address is; their words are nobody's."""

PERSONAL = "tells something about a person"
NOT_SEARCHABLE: dict[str, tuple[str, ...]] = {
    PERSONAL: (
        *("accounts.User", "account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"),
        *("matching.Profile", "matching.Mentor", "matching.MentorScreening", "matching.Consent", "matching.Match"),
        *("matching.Reaction", "matching.Run", "mailing.OutboxMail", "sessions.Session", "wagtailforms.FormSubmission"),
        *("wagtailusers.UserProfile", "wagtailadmin.EditingSession", "wagtailadmin.FormState", "admin.LogEntry"),
        *("wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry", "wagtailcore.Comment", "wagtailcore.CommentReply"),
        *("wagtailcore.PageSubscription", "wagtailcore.UploadedFile", "wagtailcore.WorkflowState"),
        *("wagtailcore.TaskState", "wagtail_localize.TranslationLog", "wagtail_localize.StringTranslation"),
        *("accounts.Invitation", "audit.Entry", "welcome.AnsweredSubmission"),
    ),
    "is shown on pages and has no address of its own": (
        *("core.Reference", "core.ReferenceWording", "core.PortalImage", "core.PortalRendition", "welcome.FormField"),
        *("matching.Skill", "matching.OfferSkill", "wagtailembeds.Embed", "taggit.Tag", "taggit.TaggedItem"),
    ),
    "is a draft or on its way to one": (
        *("wagtail_localize.TranslatableObject", "wagtail_localize.TranslationSource", "wagtail_localize.Translation"),
        *("wagtail_localize.String", "wagtail_localize.TranslationContext", "wagtail_localize.Template"),
        *("wagtail_localize.SegmentOverride", "wagtail_localize.StringSegment", "wagtail_localize.TemplateSegment"),
        *("wagtail_localize.RelatedObjectSegment", "wagtail_localize.OverridableSegment"),
    ),
    "is for those who run the portal": (
        *("core.Heartbeat", "core.BeatSlot", "matching.Change", "matching.Cursor", "matching.WeightsRecord"),
        *("search.AskedWords", "search.SearchInvariant", "search.PromotedResult", "search.Synonym"),
        *("wagtail_localize.LocaleSynchronization", "wagtailredirects.Redirect", "wagtailadmin.Admin"),
        *("wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry", "auth.Permission", "auth.Group"),
        *("wagtailcore.GroupSitePermission", "wagtailcore.GroupCollectionPermission"),
        *("wagtailcore.GroupPagePermission", "wagtailcore.GroupApprovalTask", "wagtailcore.Workflow"),
        *("wagtailcore.WorkflowTask", "wagtailcore.WorkflowPage", "wagtailcore.WorkflowContentType"),
        *("wagtailcore.Task", "operating.Deletion", "core.TownHall", "audit.Verification"),
        *("links.Link", "links.PlacedLink", "links.PageReading"),
    ),
    "stays empty, the portal has models of its own": (
        *("wagtaildocs.Document", "wagtailimages.Image", "wagtailimages.Rendition"),
    ),
}
"""Reason → the models that are never documents."""
