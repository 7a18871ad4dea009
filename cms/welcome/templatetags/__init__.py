"""Template tags of the room `welcome`."""
