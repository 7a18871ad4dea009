"""Menus, footer and language switch."""
