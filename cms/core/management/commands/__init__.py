"""Commands of the portal's core."""
