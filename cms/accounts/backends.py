"""Compares passwords."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from cms.accounts import selectors


class PasswordBackend(AuthenticationBackend):
    """allauth's backend with one look-up for every address; its own takes one more for some than for others."""

    def _authenticate_by_email(self, email: str, password: str) -> AbstractBaseUser | None:
        return self._check_password(selectors.find_login(email=email), password)
