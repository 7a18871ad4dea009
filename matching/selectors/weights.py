"""Which weights count now: the newest version that people wrote, else the packaged one."""

from matching.engine import Weights, load_weights
from matching.models import Program, WeightsRecord


def weights_of(*, program: Program) -> Weights:
    """Return the weights in force for a program."""
    written = WeightsRecord.objects.filter(program=program).order_by("-version").first()
    if written is None:
        return load_weights()[program]
    return Weights(
        program=program,
        version=written.version,
        parts=written.parts,
        neutral=written.neutral,
        good_match=written.good_match,
        minimum=written.minimum,
        provider_limit=written.provider_limit,
        is_exposure_on=written.is_exposure_on,
        exposure_first=written.exposure_first,
        exposure_least=written.exposure_least,
    )
