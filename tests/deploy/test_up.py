"""`bromost up` as a person meets it: in a terminal, with what goes wrong there."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

import httpx
import psutil
import pytest

from bromost.installation import CHECKOUT, DEMO_EMAIL

pytestmark = pytest.mark.slow

NOBODY = 65534
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
# Generous: the first start also builds the pages.
LONGEST_START = 180
READY = "Stop with"


@dataclass
class Runner:
    """A started `bromost up` and what it said so far."""

    process: subprocess.Popen[str]
    said: str = ""
    members: list[psutil.Process] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self._word_after("running at")

    @property
    def password(self) -> str:
        return self._word_after("password")

    def _word_after(self, text: str) -> str:
        return self.said.partition(text)[2].split()[0]

    def read_until(self, text: str) -> None:
        assert self.process.stdout is not None
        while text not in self.said:
            line = self.process.stdout.readline()
            assert line, f"It ended before saying {text!r}:\n{self.said}"
            self.said += line

    def wait_until_up(self) -> None:
        self.read_until(READY)
        supervisor = psutil.Process(self.process.pid)
        self.members = [supervisor, *supervisor.children(recursive=True)]

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        code = self.process.wait(30)
        assert self.process.stdout is not None
        self.said += self.process.stdout.read()
        return code

    def survivors(self) -> list[psutil.Process]:
        """Who is still at work some seconds after the end."""
        _, alive = psutil.wait_procs(self.members, timeout=10)
        return [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]

    def sign_in(self) -> httpx.Response:
        body = {"email": DEMO_EMAIL, "password": self.password}
        return httpx.post(f"{self.url}/api/registry/v1/session", json=body)


class Machine:
    """Starts runners, and stops what a failing test leaves behind."""

    def __init__(self) -> None:
        self._runners: list[Runner] = []

    def start(
        self,
        data: Path,
        settings: dict[str, str],
        *,
        prefix: tuple[str, ...] = (),
        python: str = sys.executable,
    ) -> Runner:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("BROMOST_") and name != "DEMO"
        }
        process = subprocess.Popen(
            [*prefix, python, "-m", "bromost", "up"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=kept | {"BROMOST_DATA": str(data)} | settings,
            cwd=CHECKOUT,
        )
        runner = Runner(process)
        self._runners.append(runner)
        return runner

    def up(self, data: Path, **settings: str) -> Runner:
        """Without the reference portfolio unless it is asked for: it takes a while."""
        runner = self.start(data, {"DEMO": "0"} | settings)
        runner.wait_until_up()
        return runner

    def end_and_start_again(self, runner: Runner, data: Path) -> Runner:
        runner.end(signal.SIGINT)
        return self.up(data, DEMO="1")

    def refused(self, data: Path, **settings: str) -> str:
        """What it says when it does not start; never a traceback."""
        runner = self.start(data, settings)
        said, _ = runner.process.communicate(timeout=LONGEST_START)
        assert runner.process.returncode == 1
        assert "Traceback" not in said
        return said

    def clear(self) -> None:
        for runner in self._runners:
            with contextlib.suppress(ProcessLookupError):
                runner.process.terminate()
            try:
                runner.process.wait(20)
            except subprocess.TimeoutExpired:
                runner.process.kill()
                runner.process.wait()
            if runner.process.stdout is not None:
                runner.process.stdout.close()


PYTHON = (sys.executable, "-c")
IMPORT_ALL = "import bromost.web"


def seconds_to(do: Callable[[], object]) -> float:
    started = time.monotonic()
    do()
    return time.monotonic() - started


@pytest.fixture
def machine() -> Iterator[Machine]:
    machine = Machine()
    yield machine
    machine.clear()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield int(listening.getsockname()[1])


def test_the_first_start_serves_pages_and_services_at_one_address(
    machine: Machine, data: Path
) -> None:
    runner = machine.up(data, DEMO="1")

    assert "[info" not in runner.said
    assert "{" not in runner.said
    assert runner.sign_in().status_code == 200
    assert "<html" in httpx.get(f"{runner.url}/organisations").text
    for service in ("registry", "indicators", "notifications"):
        answer = httpx.get(f"{runner.url}/api/{service}/health/ready")
        assert answer.status_code == 200
    assert httpx.get(f"{runner.url}/api/registry/v1/organisations").status_code == 401


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_every_process_cleanly(
    machine: Machine, data: Path, number: signal.Signals
) -> None:
    runner = machine.up(data)
    started = time.monotonic()

    code = runner.end(number)

    assert code == 0
    assert time.monotonic() - started < 15
    assert runner.survivors() == []
    assert "Traceback" not in runner.said


def test_started_in_the_background_of_a_script_it_ends_cleanly_all_the_same(
    machine: Machine, data: Path
) -> None:
    # A shell without job control starts what is behind & with SIGINT ignored.
    ignoring = ("sh", "-c", "trap '' INT; exec \"$@\"", "sh")
    runner = machine.start(data, {"DEMO": "0"}, prefix=ignoring)
    runner.wait_until_up()

    assert runner.end(signal.SIGINT) == 0
    assert runner.survivors() == []


def test_a_second_start_is_quick_and_finds_everything_again(
    machine: Machine, data: Path
) -> None:
    first = machine.up(data, DEMO="1")
    first.end(signal.SIGINT)
    usual = seconds_to(lambda: subprocess.run([*PYTHON, IMPORT_ALL], check=True))

    second = machine.start(data, {})
    took = seconds_to(second.wait_until_up)

    # 10 s on an idle machine; on a busy one, some times what Python alone needs.
    assert took < max(10, 8 * usual)
    assert second.password == first.password
    assert second.sign_in().status_code == 200
    assert "Loading" not in second.said


def test_a_killed_runner_leaves_nobody_behind_and_starts_again(
    machine: Machine, data: Path
) -> None:
    first = machine.up(data)
    first.process.kill()
    first.process.wait()

    second = machine.up(data)

    assert first.survivors() == []
    assert httpx.get(f"{second.url}/api/registry/health/ready").status_code == 200


def test_a_first_start_that_was_killed_while_loading_is_completed(
    machine: Machine, data: Path
) -> None:
    first = machine.start(data, {})
    first.read_until("Loading the reference portfolio")
    first.process.kill()
    first.process.wait()

    second = machine.up(data, DEMO="1")

    assert "Loading the reference portfolio" in second.said
    assert second.sign_in().status_code == 200
    third = machine.end_and_start_again(second, data)
    assert "Loading" not in third.said


def test_a_killed_web_process_comes_back_at_the_same_address(
    machine: Machine, data: Path
) -> None:
    runner = machine.up(data)
    web = [one for one in runner.members if "bromost.web" in " ".join(one.cmdline())]
    web[-1].kill()
    runner.read_until("starts again")

    # The supervisor holds the socket: this request waits instead of being refused.
    answer = httpx.get(f"{runner.url}/api/registry/health/ready", timeout=30)

    assert answer.status_code == 200


def test_a_killed_database_comes_back(machine: Machine, data: Path) -> None:
    runner = machine.up(data)
    server = int((data / "postgres" / "postmaster.pid").read_text().split()[0])

    os.kill(server, signal.SIGKILL)
    runner.read_until("PostgreSQL ended unexpectedly")

    assert until_ready(f"{runner.url}/api/registry/health/ready")


def until_ready(url: str) -> bool:
    for _ in range(200):
        if httpx.get(url, timeout=30).status_code == 200:
            return True
        time.sleep(0.1)
    return False


def test_two_folders_run_at_once_at_different_addresses(
    machine: Machine, tmp_path: Path
) -> None:
    first = machine.up(tmp_path / "one")
    second = machine.up(tmp_path / "two")

    assert first.url != second.url
    for runner in (first, second):
        assert until_ready(f"{runner.url}/api/registry/health/ready")
    assert "is taken by another program; using" in second.said


def test_the_same_folder_is_not_started_twice(machine: Machine, data: Path) -> None:
    first = machine.up(data)

    said = machine.refused(data)

    assert f"running already in this folder, at {first.url}" in said


def test_a_chosen_port_that_is_taken_is_refused_with_advice(
    machine: Machine, data: Path, taken_port: int
) -> None:
    said = machine.refused(data, BROMOST_PORT=str(taken_port))

    assert f"Port {taken_port} is taken by another program" in said
    assert f"BROMOST_PORT={taken_port + 1} make run" in said


def test_a_port_that_is_none_is_refused(machine: Machine, data: Path) -> None:
    assert "a port is a number" in machine.refused(data, BROMOST_PORT="eighty")


def test_without_demo_data_there_is_no_demo_account(
    machine: Machine, data: Path
) -> None:
    runner = machine.up(data)
    add = [sys.executable, "-m", "bromost", "account", "add", "--role", "adviser"]
    person = ["--email", "reader@test.example", "--name", "A Reader"]

    added = subprocess.run(
        [*add, *person],
        input="six quiet words for one test\n",
        env=os.environ | {"BROMOST_DATA": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "Sign in as" not in runner.said
    assert "account add" in runner.said
    assert "may sign in as adviser" in added.stdout
    body = {"email": "reader@test.example", "password": "six quiet words for one test"}
    answer = httpx.post(f"{runner.url}/api/registry/v1/session", json=body)
    assert answer.status_code == 200


def test_a_database_that_is_not_there_is_a_clear_sentence(
    machine: Machine, data: Path, taken_port: int
) -> None:
    nowhere = f"postgresql://someone@127.0.0.1:{taken_port + 1}/nothing"

    said = machine.refused(data, BROMOST_DATABASE_URL=nowhere)

    assert "The database cannot be reached" in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_is_a_clear_sentence(machine: Machine, data: Path) -> None:
    data.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "bromost-test", str(data)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let us mount")
    try:
        assert "is full. Make room" in machine.refused(data)
    finally:
        subprocess.run(["umount", str(data)], check=True)


# It starts itself again, as setpriv's own start still has root's rights.
TRIAL = """
import subprocess, sys
import bromost.cli, psutil
subprocess.run([sys.executable, "-c", ""], check=True)
"""


def reachable_python() -> str | None:
    """A Python of our version that an ordinary user may run, when we are root."""
    own = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (
        sys.executable,
        shutil.which(own, path="/usr/bin:/usr/local/bin"),
    ):
        if candidate and shutil.which("setpriv"):
            command = [*AS_NOBODY, candidate, "-c", TRIAL]
            done = subprocess.run(
                command, capture_output=True, check=False, env=shared_path(), cwd="/"
            )
            if done.returncode == 0:
                return candidate
    return None


def shared_path() -> dict[str, str]:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return os.environ | {"PYTHONPATH": path, "HOME": "/nonexistent"}


@pytest.mark.skipif(os.geteuid() != 0, reason="already running as an ordinary user")
def test_an_ordinary_user_can_start_it(machine: Machine, tmp_path: Path) -> None:
    python = reachable_python()
    if python is None:
        pytest.skip("no Python here can be run by an ordinary user")
    # A worker of several has one folder more between here and the world.
    shared = Path(tempfile.gettempdir())
    for folder in takewhile(shared.__ne__, (tmp_path, *tmp_path.parents)):
        folder.chmod(0o755)
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    os.chown(data, NOBODY, NOBODY)

    settings = shared_path() | {"DEMO": "0"}
    runner = machine.start(data, settings, prefix=AS_NOBODY, python=python)
    runner.wait_until_up()

    assert {one.uids().real for one in runner.members} == {NOBODY}
    assert until_ready(f"{runner.url}/api/registry/health/ready")


# What make does; the runner asks to end with it.
CALLER = "import subprocess, sys; subprocess.run([*sys.argv[1:], '--end-with-parent'])"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child")
def test_it_ends_with_a_killed_caller(machine: Machine, data: Path) -> None:
    runner = machine.start(data, {"DEMO": "0"}, prefix=(sys.executable, "-c", CALLER))
    runner.wait_until_up()

    runner.process.kill()

    assert runner.survivors() == []
