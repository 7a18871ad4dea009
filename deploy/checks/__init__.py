"""Checks of our own that `make check` runs beside the well-known tools."""
