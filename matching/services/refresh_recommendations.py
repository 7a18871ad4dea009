"""Store what the engine proposes to people, so that mails and figures can use it."""

import hashlib
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from matching import changes, selectors
from matching.engine import Recommendation
from matching.models import Change, Consent, Match, Profile, Program, Run
from matching.services.errors import EngineFaultError
from matching.services.propose import SECONDS_TO_STORE, propose

FOLLOWER = "recommendations"
STORED = 10  # offers kept per person


def refresh_recommendations(*, profile_ids: Iterable[int]) -> int:
    """Compute and store people's best offers; return how many people were refreshed.

    Each person is one transaction that replaces the previous run: killed in between, some people are refreshed and
    the others wait; run twice, the second run finds the same and changes nothing. Whom the engine fails for keeps
    the stored list, and does not keep others waiting.

    Raises EngineFaultError when it failed for everybody.
    """
    n_refreshed, faults = 0, []
    for profile_id in profile_ids:
        try:
            n_refreshed += _refresh(profile_id)
        except EngineFaultError as fault:
            faults.append(fault)
    if faults and not n_refreshed:
        # The engine as a whole is out of order: whoever follows the log must come back to these people.
        raise faults[0]
    return n_refreshed


def refresh_after_changes() -> int:
    """Follow the change log: refresh whoever changed, and everybody after a change of offers; return lines read."""
    return changes.follow(FOLLOWER, _apply)


def _apply(lines: Sequence[Change]) -> None:
    changed_people = {int(line.object_id) for line in lines if line.kind == changes.Kind.PROFILE}
    if any(line.kind in (changes.Kind.OFFER, changes.Kind.WEIGHTS) for line in lines):
        changed_people |= set(_people_with_consent())
    refresh_recommendations(profile_ids=sorted(changed_people))


def _people_with_consent() -> Iterable[int]:
    agreed = Consent.objects.in_force().filter(purpose=Consent.For.RECOMMENDATIONS)
    return Profile.objects.filter(user__in=agreed.values("user_id")).values_list("pk", flat=True)


@transaction.atomic
def _refresh(profile_id: int) -> int:
    # The lock makes two workers with the same task wait for each other.
    profile = Profile.objects.select_for_update(of=("self",)).select_related("place").filter(pk=profile_id).first()
    if profile is None or profile.kind == Profile.Kind.YOUTH:
        return 0
    if not selectors.consent_in_force(user_id=profile.user_id, purpose=Consent.For.RECOMMENDATIONS):
        Run.objects.filter(profile=profile, program=Program.ALUMNI_OFFERS).delete()
        return 0
    today = timezone.localdate()
    record = selectors.profile_record(profile, today=today)
    proposal = propose(
        record=record, program=Program.ALUMNI_OFFERS, today=today, limit=STORED, seconds=SECONDS_TO_STORE
    )
    inputs_hash = _fingerprint(record, proposal.weights, proposal.recommendation)
    if Run.objects.filter(profile=profile, program=Program.ALUMNI_OFFERS, inputs_hash=inputs_hash).exists():
        return 1
    Run.objects.filter(profile=profile, program=Program.ALUMNI_OFFERS).delete()
    run = Run.objects.create(
        profile=profile,
        program=Program.ALUMNI_OFFERS,
        weights_version=proposal.weights.version,
        inputs_hash=inputs_hash,
        finished_at=timezone.now(),
        n_considered=proposal.recommendation.considered,
    )
    Match.objects.bulk_create(_matches(run, proposal.recommendation))
    return 1


def _matches(run: Run, recommendation: Recommendation) -> list[Match]:
    return [
        Match(
            run=run,
            profile_id=run.profile_id,
            offer_id=int(one.offer_id),
            score=min(1.0, max(0.0, one.score)),
            rank=one.rank,
            explanation=[
                {"part": part.part, "contribution": part.contribution, "weight": part.weight, "reason": part.reason}
                for part in (one.explanation.contributions if one.explanation else ())
            ],
        )
        for one in recommendation.ranked
    ]


def _fingerprint(*inputs: object) -> str:
    """Return the same text for the same inputs and outcome, in every process."""
    return hashlib.sha256("\n".join(_stable(one) for one in inputs).encode()).hexdigest()


def _stable(value: object) -> str:
    if isinstance(value, Recommendation):
        return repr([(one.offer_id, round(one.score, 9)) for one in value.ranked])
    slots = getattr(value, "__dataclass_fields__", {})
    return repr([(name, _sorted(getattr(value, name))) for name in slots])


def _sorted(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return sorted(value.items()) if hasattr(value, "items") else value
