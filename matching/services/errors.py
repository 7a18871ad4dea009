"""What a use case can refuse, so that views can say it in words."""


class ServiceError(Exception):
    """A use case cannot be carried out; nothing was written."""


class ConsentMissingError(ServiceError):
    """The person, or for a young person the guardian, has not agreed."""

    def __init__(self, *, needs_guardian: bool = False) -> None:
        super().__init__("a guardian's consent is missing" if needs_guardian else "consent is missing")
        self.needs_guardian = needs_guardian


class BirthDateSettledError(ServiceError):
    """Somebody below 16 wrote an earlier date of birth; only the coordination changes that, with a guardian."""


class ProfileIncompleteError(ServiceError):
    """The profile says too little to recommend anything."""


class NotFoundError(ServiceError):
    """What the person answered to is not there, or not open to them."""
