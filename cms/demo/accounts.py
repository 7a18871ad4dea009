"""What all demo log-ins have in common; by this they are found again, and nothing real can be mistaken for them."""

from django.db.models import QuerySet

from cms.accounts.models import User

# The top-level domain .example is reserved (RFC 2606): no such address ever belongs to anybody.
DOMAIN = "demo.heimathafen.example"
# Known to everybody who reads this; cms/demo/checks.py keeps both out of real installations.
PASSWORD = "zuhause-in-der-oberlausitz"  # noqa: S105
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


def address(name: str) -> str:
    """Return the e-mail address of a demo log-in."""
    return f"{name}@{DOMAIN}"


def demo_users() -> QuerySet[User]:
    """Return all log-ins of the demo region."""
    return User.objects.filter(email__endswith=f"@{DOMAIN}")
