"""While an upgrade changes the tables, the version before still answers: nobody has to wait for the restart."""

from pathlib import Path

import pytest

from matching.models import Profile
from tests.functional.people import make_alumna, publish_job
from tests.functional.test_journey_operator import unpack
from tests.support.processes import Portal, session_of

pytestmark = pytest.mark.django_db(transaction=True)

PUBLIC = ["/", "/angebote/", "/suche/", "/konto/anmelden/", "/health/"]
# An old version knows its own worker classes at most.
PLAIN = ("--worker-class", "gthread")


def test_the_version_before_answers_on_the_tables_of_this_one(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_job("Mechatroniker in Niesky")
    profile = make_alumna()
    occupation, session = profile.occupations.get(), session_of(profile.user)
    monkeypatch.setattr("tests.support.processes.REPOSITORY", unpack("HEAD~1", tmp_path / "previous"))
    server = portal.web_server(*PLAIN)
    told = {"occupation": occupation.label_de, "occupation_value": str(occupation.pk), "place": "Niesky"}
    told |= {"radius_km": "77", "hours_min": "20"}

    answers = {path: server.get(path).status for path in PUBLIC}
    personal = server.get("/konto/", session=session).status
    saved = server.post("/passt-zu-mir/angaben/", told, session=session).status

    assert answers == dict.fromkeys(PUBLIC, 200)
    assert (personal, saved) == (200, 302)
    assert Profile.objects.get(pk=profile.pk).radius_km == 77
