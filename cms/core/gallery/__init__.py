"""The gallery: every block and component with examples, to be looked at in all languages, by day and at dusk.

It exists where settings.SHOW_GALLERY is set. Who adds a component adds its examples here; a test asks for them.
"""
