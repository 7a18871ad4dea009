"""Mail: everything goes through the outbox (cms.mailing), which hands it on when a server is named."""

from cms.settings.environment import env

EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
# Empty: mails stay in the outbox and are read on the page /demo/mails/ (local settings).
MAIL_TRANSPORT_URL = env.str("MAIL_TRANSPORT_URL", default="")
MAIL_TIMEOUT_SECONDS = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Heimathafen <portal@heimathafen.example>")
