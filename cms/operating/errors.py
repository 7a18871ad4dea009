"""What stops a back-up, a restore or an upgrade, told to the administrator."""


class OperatingError(Exception):
    """Something the administrator can solve; its text is a sentence and a way out."""


class UnreadableError(OperatingError):
    """What is there cannot be read, so it cannot be backed up either."""


AGAIN = "Run the same command again when the cause is gone."
DISK_FULL = (
    "The disk is full: free some space, or name another folder for back-ups (BACKUP_DIR), then run the same command "
    "again. Nothing half-done was left."
)
