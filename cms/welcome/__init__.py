"""Pages that welcome: home, sections and articles."""
