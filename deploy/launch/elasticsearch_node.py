"""A throw-away Elasticsearch node for tests, started from published jars; needs Maven and a JDK of 21 or newer.

`python3 -m deploy.launch.elasticsearch_node` says in one sentence what is missing for that, or nothing.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from contextlib import suppress
from pathlib import Path

from deploy.launch.paths import ROOT, shown, var_dir
from deploy.launch.problems import Problem
from deploy.launch.processes import run_logged, start, stop, tail
from deploy.launch.steps import digest

SOURCES = ROOT / "tests" / "support" / "elasticsearch_node"
OLDEST_JDK = 21
HEAP = "512m"
JDKS = Path("/usr/lib/jvm")
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM_BYTES = 2_000_000_000
COPY_JARS = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
MODULE = "transport-netty4"
MODULE_JARS = (MODULE, "netty", "elasticsearch-ssl-config")  # what belongs into the folder of the module
START_SECONDS = 120.0  # a loaded machine; a quiet one needs seven
END_SECONDS = 20.0
LOOK_SECONDS = 0.2
MISSING_JDK = (
    f"Elasticsearch's tests need a JDK of {OLDEST_JDK} or newer: install one under /usr/lib/jvm "
    "(Debian 13: apt install openjdk-21-jdk-headless), or name it in JAVA_HOME."
)
MISSING_MAVEN = "Elasticsearch's tests need Maven: apt install maven."


def what_is_missing() -> str:
    """Return in one sentence what the machine lacks; empty when a node can be started."""
    if find_jdk() is None:
        return MISSING_JDK
    return "" if shutil.which("mvn") else MISSING_MAVEN


def _roomy_memory() -> Path | None:
    """Return the folder that lies in memory if it has room for test data; in containers it is often tiny."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM_BYTES
    return MEMORY if has_room else None


def find_jdk() -> Path | None:
    """Return the newest JDK on this machine that is new enough."""
    on_path = shutil.which("java")
    places = [
        Path(os.environ.get("JAVA_HOME") or "/nowhere"),
        *sorted(JDKS.glob("*")),
        *([Path(on_path).resolve().parents[1]] if on_path else []),
    ]
    found = {place: _version_of(place) for place in places if (place / "bin" / "javac").exists()}
    newest = max(found, key=lambda place: found[place], default=None)
    return newest if newest is not None and found[newest] >= OLDEST_JDK else None


def start_node(folder: Path, *, port: int, transport_port: int) -> str | None:
    """Start a node, wait until it answers, and return its address; nothing if the machine lacks what it needs.

    The folder is for its number; its data lie in memory where there is such a place: they are thrown away anyway, and
    making an index is mostly waiting for the disk.
    """
    jdk = find_jdk()
    if what_is_missing() or jdk is None:
        return None
    home = _home(jdk)
    log = var_dir() / "log" / "elasticsearch.log"
    log.unlink(missing_ok=True)
    data = Path(tempfile.mkdtemp(prefix="heimathafen-elasticsearch-", dir=_roomy_memory()))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "data").write_text(str(data), "utf-8")
    memory = [f"-Xms{HEAP}", f"-Xmx{HEAP}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4"]
    modules = ["--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"]
    program = ["-cp", f"{home / 'lib'}/*", str(SOURCES / "Node.java")]
    command = [str(jdk / "bin" / "java"), *memory, *modules, *program, str(home), str(data), str(port)]
    process = start([*command, str(transport_port)], log=log)
    (folder / "pid").write_text(str(process.pid), "utf-8")
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(process, address, log)
    except BaseException:
        stop(process)
        shutil.rmtree(data, ignore_errors=True)
        raise
    return address


def end_node(folder: Path) -> bool:
    """End the node that was started with a folder and delete its data; return whether one was running."""
    if not (folder / "pid").exists():
        return False
    pid, note = int((folder / "pid").read_text("utf-8")), folder / "data"
    data = Path(note.read_text("utf-8")) if note.exists() else folder
    was_running = _is_ours(pid, data)
    if was_running:
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + END_SECONDS
        while _is_ours(pid, data) and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
        if _is_ours(pid, data):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    shutil.rmtree(data, ignore_errors=True)
    return was_running


def _home(jdk: Path) -> Path:
    """Return the folder with the jars; fetched once and kept, as nothing in it changes."""
    wanted = digest([SOURCES / "pom.xml", SOURCES / "log4j2.properties"])
    home = var_dir() / "elasticsearch-node"
    stamp = home / "complete"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return home
    shutil.rmtree(home, ignore_errors=True)
    module = home / "modules" / MODULE
    for part in (home / "lib", home / "config", module):
        part.mkdir(parents=True)
    fetch = ["mvn", "-q", "-B", "-f", str(SOURCES / "pom.xml"), COPY_JARS, f"-DoutputDirectory={home / 'lib'}"]
    env = {**os.environ, "JAVA_HOME": str(jdk)}
    run_logged(fetch, title="Fetching Elasticsearch's jars", log=var_dir() / "log" / "elasticsearch-jars.log", env=env)
    for jar in (home / "lib").glob("*.jar"):
        if jar.name.startswith(MODULE_JARS):
            jar.rename(module / jar.name)
    (module / "plugin-descriptor.properties").write_text(_descriptor(module), "utf-8")
    shutil.copy(SOURCES / "log4j2.properties", home / "config")
    stamp.write_text(wanted, "utf-8")
    return home


def _descriptor(module: Path) -> str:
    """Return the module's own description; without the name of a Java module it is loaded from the class path."""
    jar = next(module.glob(f"{MODULE}-*.jar"))
    with zipfile.ZipFile(jar) as packed:
        text = packed.read(f"META-INF/es-plugins/{MODULE}/plugin-descriptor.properties").decode()
    return re.sub(r"(?m)^modulename=.*$", "modulename=", text)


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{address}/_cluster/health?wait_for_status=yellow&timeout=1s", timeout=2).close()  # noqa: S310 - our own address
        except (urllib.error.URLError, OSError):
            if process.poll() is None and time.monotonic() < deadline:
                time.sleep(LOOK_SECONDS)
                continue
            raise Problem(f"Elasticsearch did not start: {tail(log, 300).strip()} Details: {shown(log)}") from None
        return


def _version_of(jdk: Path) -> int:
    release = jdk / "release"
    text = release.read_text("utf-8", errors="replace") if release.exists() else ""
    found = re.search(r'JAVA_VERSION="(?:1\.)?(\d+)', text)
    return int(found[1]) if found else 0


def _is_ours(pid: int, data: Path) -> bool:
    """Return whether this number still belongs to the node with these data; the system hands numbers out again."""
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return str(data).encode() in arguments


if __name__ == "__main__":
    sys.exit(what_is_missing() or 0)
