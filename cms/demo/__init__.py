"""Builds, shows and removes the demo region."""
