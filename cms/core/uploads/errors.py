"""What can be wrong with an upload."""


class UploadRefusedError(Exception):
    """A file cannot be taken; its text says to the editor why, and what to do."""
