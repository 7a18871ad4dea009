"""The log-in: an e-mail address, nothing more, and the invitation to one. What a person looks for is a profile."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
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


class Invitation(models.Model):
    """A letter that lets one person choose a password and take up a role; nothing else of them exists before."""

    class Role(models.TextChoices):
        EDITOR = "editor", _("Editor: writes pages, offers and contacts; somebody else publishes")
        REVIEWER = "reviewer", _("Reviewer: reads what others wrote, and publishes it")
        MUNICIPALITY_EDITOR = "municipality_editor", _("Municipality editor: looks after one municipality only")
        COORDINATOR = "coordinator", _("Coordinator: looks after matching, not after texts")
        ADMINISTRATOR = "administrator", _("Administrator: also manages people, settings and redirects")

    personal_data = {
        **impersonal("public_id", "role", "municipality", "language", "n_sent", "created_at"),
        **personal(
            Purpose.SIGN_IN,
            Retention.DELIVERY,
            *("email", "invited_by", "sent_at", "accepted_at", "withdrawn_at"),
        ),
    }

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    municipality = models.ForeignKey(
        "matching.Place", verbose_name=_("municipality"), null=True, blank=True, on_delete=models.CASCADE
    )
    language = models.CharField(_("language"), max_length=10, default="de")
    # Whose right to invite the letter rests on: it ends with that right.
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("invited by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    n_sent = models.PositiveSmallIntegerField(_("letters sent"), default=0, help_text=_("Only the newest link holds."))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(role="municipality_editor") ^ Q(municipality__isnull=True),
                name="only_municipality_editors_have_a_municipality",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.public_id}"

    @property
    def role_name(self) -> str:
        """The role without the words that explain it."""
        return self.get_role_display().partition(":")[0]

    @property
    def expires_at(self) -> datetime | None:
        """When the newest link stops to hold."""
        return self.sent_at and self.sent_at + timedelta(seconds=settings.INVITATION_SECONDS)
