"""One machine, no server: SQLite, a folder as broker, mails kept in the outbox, demo people."""

from cms.settings.base import *
from cms.settings.environment import env

DEBUG = env.bool("DEBUG", default=False)
# A key that is known to everybody: right for a demonstration on loopback, refused by production settings.
SECRET_KEY = env.str("SECRET_KEY", default="only-for-demonstrations-on-this-machine-never-in-production")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DEMO_SIGN_IN = True
SHOW_GALLERY = True
# A demonstration asks no server elsewhere, unless somebody wants to see it.
LINK_CHECK = env.bool("LINK_CHECK", default=False)
# A number of the range that is reserved for stories and films; it belongs to nobody.
PORTAL_WELCOME_PHONE = "030 23125 014"
PORTAL_WELCOME_HOURS = "Montag bis Freitag, 9 bis 16 Uhr"
