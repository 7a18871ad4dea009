"""Screens of signing in and of a person's own page."""
