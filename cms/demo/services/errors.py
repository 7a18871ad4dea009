"""What stands in the way of the demo region."""


class DemoRefusedError(Exception):
    """The database holds something that the demo region must not touch; the message says what to do."""
