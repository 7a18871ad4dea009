"""The container file and the compose file: checked by reading, since a build takes minutes and a server of its own."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = REPOSITORY / "deploy" / "container"
RECIPE = (FOLDER / "Containerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: one for name, one in SERVICES.items() if "build" in one}
LASTING = {name: one for name, one in SERVICES.items() if name != "upgrade"}
SYSTEMD = REPOSITORY / "deploy" / "systemd"
MACHINE_BYTES = 4_000_000_000


def instructions(word: str) -> list[str]:
    """Return what follows an instruction, continued lines put together."""
    whole = re.sub(r"\\\n\s*(?:#.*\n)?", " ", RECIPE)
    return re.findall(rf"^{word}\s+(.*)$", whole, flags=re.MULTILINE)


def lint(*command: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name(command[0])
    return subprocess.run([str(program), *command[1:]], cwd=REPOSITORY, capture_output=True, text=True, check=False)


def test_the_linter_of_container_files_finds_nothing() -> None:
    done = lint("hadolint", "--failure-threshold", "info", "deploy/container/Containerfile")

    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_follows_its_schema() -> None:
    done = lint("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "deploy/container/compose.yaml")

    assert done.returncode == 0, done.stdout


def test_images_are_pinned_to_a_minor_version_and_come_under_their_short_names() -> None:
    images = [line.split()[0] for line in instructions("FROM")]
    images += [one["image"] for name, one in SERVICES.items() if name not in OURS]

    assert len(images) >= 5
    assert [image for image in images if not re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?(-[a-z-]+)?", image)] == []


def test_the_program_that_backs_up_is_as_new_as_the_database() -> None:
    client = re.search(r"postgresql-client-(\d+)", RECIPE)
    server = re.match(r"postgres:(\d+)\.", SERVICES["database"]["image"])

    assert client
    assert server
    assert int(client[1]) >= int(server[1])


def test_python_is_the_one_that_the_locks_are_made_for() -> None:
    oldest = re.search(r'requires-python = ">=(\d+\.\d+)"', (REPOSITORY / "pyproject.toml").read_text("utf-8"))

    assert oldest
    assert all(image.startswith((f"python:{oldest[1]}-", "build")) for image in instructions("FROM"))


def test_nobody_is_root_and_nothing_is_written_outside_of_the_volumes() -> None:
    assert int(instructions("USER")[-1].partition(":")[0]) > 0
    for one in OURS.values():
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert one["security_opt"] == ["no-new-privileges:true"]
    kept = json.loads(instructions("VOLUME")[0])
    variables = " ".join(instructions("ENV"))
    assert [f"VAR_DIR={kept[0]}" in variables, f"BACKUP_DIR={kept[1]}" in variables] == [True, True]
    assert {volume.partition(":")[2] for volume in OURS["web"]["volumes"]} == set(kept)


def test_no_secret_stands_in_a_file() -> None:
    text = RECIPE + json.dumps(COMPOSE)
    example = (FOLDER / "example.env").read_text("utf-8")

    assert re.findall(r"(?:SECRET_KEY|PASSWORD|API_KEY)\W*[:=]\s*(?!\$\{)[\"']?\w", text) == []
    assert re.findall(r"^(?:SECRET_KEY|DATABASE_PASSWORD|MAIL_TRANSPORT_URL)=.+$", example, flags=re.MULTILINE) == []
    assert "COPY .env" not in RECIPE


def test_the_image_is_made_of_code_alone() -> None:
    rules = (FOLDER / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    named = {line.removeprefix("!") for line in rules if line.startswith("!")}

    assert rules[1] == "*"
    assert {"**/.env"} <= set(rules)
    assert named == {
        Path(word).parts[0] for line in instructions("COPY") if "--from" not in line for word in line.split()[:-1]
    }


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_is_watched_limited_and_started_again(name: str) -> None:
    one = SERVICES[name]

    assert one["mem_limit"].endswith("m")
    assert "no-new-privileges:true" in one["security_opt"]
    if name == "upgrade":  # it ends by itself
        assert (one["restart"], one["healthcheck"]) == ("no", {"disable": True})
    else:
        assert one["restart"] == "unless-stopped"
        assert one["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


def test_what_runs_all_the_time_fits_a_small_machine() -> None:
    usual = [one for one in LASTING.values() if not one.get("profiles")]

    assert sum(int(one["mem_limit"][:-1]) * 1_000_000 for one in usual) <= MACHINE_BYTES * 0.8
    assert SERVICES["elasticsearch"]["profiles"] == ["elasticsearch"]


def test_the_portal_is_reached_through_the_web_server_in_front_alone() -> None:
    opened = {name: one["ports"] for name, one in SERVICES.items() if "ports" in one}

    assert opened == {"web": ["127.0.0.1:8000:8000"]}


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_a_program_starts_after_the_upgrade_went_well(name: str) -> None:
    waits = {other: told["condition"] for other, told in SERVICES[name]["depends_on"].items()}

    assert waits == {
        "upgrade": "service_completed_successfully",
        "database": "service_healthy",
        "broker": "service_healthy",
    }


def unit_command(unit: str) -> list[str]:
    """Return a unit's command: tests/functional/test_systemd_units.py starts it."""
    words = shlex.split(re.search(r"^ExecStart=(.+)$", (SYSTEMD / unit).read_text("utf-8"), flags=re.MULTILINE)[1])
    return [Path(words[0]).name, *words[1:]]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_a_service_runs_what_its_systemd_unit_runs(name: str) -> None:
    # In a container the port is the container's own, and gunicorn's heartbeat needs a file system in memory.
    differing = {"--bind", "0.0.0.0:8000", "127.0.0.1:8000", "--worker-tmp-dir", "/dev/shm"}

    command, unit = SERVICES[name]["command"], unit_command(f"portal-{name}.service")

    assert [word for word in command if word not in differing] == [word for word in unit if word not in differing]


def test_the_image_by_itself_is_the_web_server() -> None:
    assert json.loads(instructions("CMD")[-1]) == SERVICES["web"]["command"]


def test_the_upgrade_is_the_administrators_command() -> None:
    assert SERVICES["upgrade"]["command"] == ["python", "manage.py", "upgrade"]
    assert (REPOSITORY / "cms" / "operating" / "management" / "commands" / "upgrade.py").is_file()


def test_every_setting_named_is_documented() -> None:
    documented = set(
        re.findall(r"^\| `([A-Z0-9_]+)` \|", (REPOSITORY / "docs" / "settings.md").read_text("utf-8"), re.M)
    )
    not_the_portals = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PIP_NO_CACHE_DIR"}
    not_the_portals |= {"DJANGO_SETTINGS_MODULE", "DATABASE_PASSWORD"}
    named = set(re.findall(r"^([A-Z_]+)=", (FOLDER / "example.env").read_text("utf-8"), re.M))
    named |= {name for one in OURS.values() for name in one["environment"]}
    named |= {word.partition("=")[0] for line in instructions("ENV") for word in line.split() if "=" in word}

    assert named - not_the_portals - documented == set()


def test_every_file_that_the_recipe_copies_is_there() -> None:
    copied = [word for line in instructions("COPY") if "--from" not in line for word in line.split()[:-1]]

    assert [name for name in copied if not (REPOSITORY / name).exists()] == []
