"""The embedded database: started by the first, shared, and back after kill -9."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from sqlalchemy import create_engine

from bromost.postgres import LONGEST_SOCKET_PATH, Postgres
from bromost.postgres_programs import PostgresError, binaries

START_AND_WAIT = """
import signal, sys
from pathlib import Path
from bromost.postgres import Postgres
with Postgres(Path(sys.argv[1]), durable=False):
    print("ready", flush=True)
    signal.pause()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def runner(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that started the database and holds it."""
    process = subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def ask(postgres: Postgres, statement: str) -> str:
    command = [str(binaries() / "psql"), postgres.url(driver="postgresql"), "-AtXqc"]
    done = subprocess.run(
        [*command, statement], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def server_of(folder: Path) -> int:
    return int((folder / "postgres" / "postmaster.pid").read_text().split()[0])


def test_data_outlive_a_stop(folder: Path) -> None:
    with Postgres(folder, durable=False) as postgres:
        ask(postgres, "CREATE TABLE kept AS SELECT 'ŁĐÆ' AS name")

    with Postgres(folder, durable=False) as postgres:
        assert ask(postgres, "SELECT lower(name) FROM kept") == "łđæ"


def test_no_port_is_opened_and_the_socket_is_private(folder: Path) -> None:
    with Postgres(folder, durable=False) as postgres:
        server = psutil.Process(server_of(folder))

        assert ask(postgres, "SHOW listen_addresses") == ""
        assert server.net_connections("inet") == []
        assert (folder / "socket").stat().st_mode & 0o777 == 0o700


def test_a_second_process_shares_the_server_and_leaves_it_running(
    folder: Path, runner: subprocess.Popen[str]
) -> None:
    with Postgres(folder) as postgres:
        assert ask(postgres, "SELECT 1") == "1"

    assert runner.poll() is None
    assert psutil.pid_exists(server_of(folder))


def test_the_server_ends_with_a_killed_starter(
    folder: Path, runner: subprocess.Popen[str]
) -> None:
    server = psutil.Process(server_of(folder))

    runner.kill()

    gone, _ = psutil.wait_procs([server], timeout=10)
    is_zombie = not gone and server.status() == psutil.STATUS_ZOMBIE
    assert gone or is_zombie


def test_it_starts_again_after_everything_was_killed(
    folder: Path, runner: subprocess.Popen[str]
) -> None:
    ask(Postgres(folder), "CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(server_of(folder), signal.SIGKILL)
    runner.kill()
    runner.wait()

    with Postgres(folder) as postgres:
        assert ask(postgres, "SELECT answer FROM kept") == "42"


def test_a_stranger_with_the_old_process_id_is_left_alone(folder: Path) -> None:
    with Postgres(folder, durable=False):
        remains = (folder / "postgres" / "postmaster.pid").read_text()
    stranger = subprocess.Popen(["sleep", "60"])
    lines = [str(stranger.pid), *remains.splitlines()[1:]]
    (folder / "postgres" / "postmaster.pid").write_text("\n".join(lines))

    with Postgres(folder, durable=False) as postgres:
        assert ask(postgres, "SELECT 1") == "1"

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_path_too_long_for_a_socket_works(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * (LONGEST_SOCKET_PATH // 4))

    with Postgres(folder, durable=False) as postgres:
        assert ask(postgres, "SELECT 1") == "1"


def test_a_start_that_was_killed_half_way_is_repeated(folder: Path) -> None:
    (folder / "postgres.new").mkdir(parents=True)
    (folder / "postgres.new" / "PG_VERSION").write_text("18")

    with Postgres(folder, durable=False) as postgres:
        assert ask(postgres, "SELECT 1") == "1"


def test_damaged_data_are_a_clear_error(folder: Path) -> None:
    with Postgres(folder, durable=False):
        pass
    (folder / "postgres" / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(PostgresError, match="PostgreSQL could not start"):
        Postgres(folder).start()


def test_the_address_is_understood_by_sqlalchemy(folder: Path) -> None:
    url = Postgres(folder).url("other")

    engine = create_engine(url)

    assert engine.url.database == "other"
    assert engine.url.query["host"] == str(folder / "socket")


def test_a_warm_start_takes_about_a_second_at_most(folder: Path) -> None:
    with Postgres(folder, durable=False):
        pass
    started = time.monotonic()

    with Postgres(folder, durable=False):
        took = time.monotonic() - started

    assert took < 2
