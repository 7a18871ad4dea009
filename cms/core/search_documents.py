"""Pages as search documents."""


def register_pages() -> None:
    """Registered once the search room is there."""
