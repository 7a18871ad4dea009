"""The log-in: an e-mail address, nothing more. What a person looks for is a profile (matching.models)."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from matching.models import Purpose, Retention, impersonal, personal


class UserManager(BaseUserManager["User"]):
    """Creates log-ins; addresses are compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create a log-in; without password it can only be used by e-mail code."""
        if not email:
            raise ValueError("a log-in needs an e-mail address")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: object) -> "User":
        """Create an administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A log-in by e-mail address."""

    personal_data = {
        **impersonal("public_id", "is_active", "is_staff", "is_superuser", "groups", "user_permissions"),
        **personal(
            Purpose.SIGN_IN,
            Retention.ACCOUNT,
            *("email", "first_name", "last_name", "password", "last_login", "joined_at", "sessions_valid_from"),
        ),
    }

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    # Wagtail's admin shows and edits these two for staff.
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    sessions_valid_from = models.DateTimeField(
        _("sessions valid from"), null=True, blank=True, help_text=_("Sessions that began earlier have ended.")
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("log-in")
        verbose_name_plural = _("log-ins")
        constraints = [models.UniqueConstraint(Lower("email"), name="email_is_unique_without_case")]

    def __str__(self) -> str:
        return f"log-in {self.public_id}"

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email

    def get_short_name(self) -> str:
        return self.first_name or self.email
