"""Copies of the database as one file, made by PostgreSQL's own programs."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from bromost import database
from bromost.console import UserError, step
from bromost.installation import Installation
from bromost.postgres_programs import binaries


def backup(installation: Installation, file: Path | None) -> Path:
    now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = (file or Path(f"bromost-{now}.dump")).resolve()
    draft = target.with_name(target.name + ".part")
    with database.available(installation) as url:
        draft.touch(mode=0o600)
        _run("pg_dump", "--format=custom", f"--file={draft}", url=url)
    draft.replace(target)
    step(f"The database is saved in {target}")
    return target


def restore(installation: Installation, file: Path) -> None:
    """Replace all data by those of the file, in one transaction: all or nothing."""
    if not file.is_file():
        raise UserError(f"There is no file {file}.")
    with database.available(installation) as url:
        # In an empty database the roles are missing that the file grants rights to.
        database.migrate(url)
        _run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--single-transaction",
            str(file.resolve()),
            url=url,
        )
        database.migrate(url)
    step(f"The database is as {file} had it")


def _run(program: str, *arguments: str, url: str) -> None:
    address = make_url(url).set(drivername="postgresql")
    where = f"--dbname={address.render_as_string(hide_password=False)}"
    done = subprocess.run(
        [_find(program), where, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise UserError(f"{program} did not work:\n{done.stderr.strip()}")


def _find(program: str) -> str:
    bundled = binaries() / program
    return str(bundled) if bundled.exists() else shutil.which(program) or program
