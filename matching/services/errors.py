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


class EngineFaultError(ServiceError):
    """The engine could not answer, or not in time; what it would have ranked is still there."""


class PinRefusedError(ServiceError):
    """A pinned pair contradicts another pin, a hard rule, a forbidden pair or the mentor's capacity.

    `conflict` is "pinned_twice", "not_eligible", "forbidden" or "over_capacity".
    """

    def __init__(self, *, profile_id: int, mentor_id: int, conflict: str) -> None:
        super().__init__(f"a pin cannot be kept: {conflict}")
        self.profile_id, self.mentor_id, self.conflict = profile_id, mentor_id, conflict
