"""How the portal is set up, checked and brought to a server."""
