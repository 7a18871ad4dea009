"""Turns the collected open data into the small files that ship with the portal; one subject per module."""
