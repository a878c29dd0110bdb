"""A backup brings everything back, in the same place or in another."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bromost.postgres import Postgres
from bromost.postgres_programs import binaries

pytestmark = pytest.mark.slow
PERSON = ("--email", "reader@test.example", "--name", "A Reader")


def bromost(data: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bromost", *arguments],
        env=os.environ | {"BROMOST_DATA": str(data)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def emails(data: Path) -> list[str]:
    with Postgres(data) as postgres:
        address = postgres.url(driver="postgresql")
        query = "SELECT email FROM api.account ORDER BY email"
        psql = [str(binaries() / "psql"), address, "-AtXqc", query]
        done = subprocess.run(psql, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_a_backup_is_restored_here_and_elsewhere(tmp_path: Path) -> None:
    here, elsewhere, file = tmp_path / "a", tmp_path / "b", tmp_path / "copy.dump"
    bromost(here, "account", "add", *PERSON)

    saved = bromost(here, "backup", str(file))
    bromost(here, "account", "add", "--email", "late@test.example", "--name", "Late")
    restored = bromost(here, "restore", str(file))
    bromost(elsewhere, "restore", str(file))

    assert str(file) in saved
    assert "is as" in restored
    assert file.stat().st_mode & 0o077 == 0
    assert emails(here) == emails(elsewhere) == ["reader@test.example"]


def test_a_damaged_backup_changes_nothing(tmp_path: Path) -> None:
    here, file = tmp_path / "a", tmp_path / "copy.dump"
    bromost(here, "account", "add", *PERSON)
    file.write_bytes(b"not a backup")

    said = bromost(here, "restore", str(file))

    assert "pg_restore did not work" in said
    assert emails(here) == ["reader@test.example"]


def test_a_missing_backup_is_a_clear_sentence(tmp_path: Path) -> None:
    assert "There is no file" in bromost(tmp_path / "a", "restore", "nowhere.dump")
