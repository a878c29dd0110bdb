"""A large import, against COPY of the rows that it wrote into the same tables."""

import csv
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from bromost.postgres_programs import binaries, launcher

from .report import Report
from .system import System

PROJECTS = 25_000
YEARS = (2005, 2006)
LONGEST = 600
HEADER = ["code", "country", "project", "partners", "year", "amount", "funder"]
FIELDS = (
    "project_code",
    "country",
    "project_title",
    "partners",
    "year",
    "amount",
    "funder",
)
TWINNINGS = (
    "Orkdal - Mostar",
    "Sund - Konjic",
    "Orkdal - Mostar | Sund - Konjic",
    "KS",
)
# In the order in which they may be written.
TABLES = (
    "project",
    "project_country",
    "project_role",
    "project_partnership",
    "budget_line",
)
WRITTEN = "(SELECT id FROM api.project WHERE code LIKE 'L-%')"


def measure(system: System, report: Report) -> None:
    rows = PROJECTS * len(YEARS)
    with (
        worker(system),
        httpx.Client(
            base_url=system.url, cookies={"sid": system.cookie}, timeout=60
        ) as client,
    ):
        started = time.monotonic()
        seconds = _import(client)
        committed = time.monotonic()
    report.at_most(
        f"import of {rows} rows, upload to commit, in seconds",
        committed - started,
        target=60,
        detail=f"dry run {committed - started - seconds:.1f} s, then the commit",
    )
    copied = _copy_again(system)
    report.ratio(
        "commit of the import, of COPY of the same rows into the same tables",
        copied / seconds,
        target=0.3,
        detail=f"COPY {copied:.2f} s",
    )


def measure_history(
    system: System, report: Report, switch: Callable[[System, str], None]
) -> None:
    """The same commit with its history and without, in turns."""
    took: dict[str, list[float]] = {"ENABLE": [], "DISABLE": []}
    with (
        worker(system),
        httpx.Client(
            base_url=system.url, cookies={"sid": system.cookie}, timeout=60
        ) as client,
    ):
        for how in ("ENABLE", "DISABLE", "DISABLE", "ENABLE"):
            switch(system, how)
            took[how].append(_import(client))
            switch(system, "DISABLE")
            psql(system, f"DELETE FROM api.project WHERE id IN {WRITTEN}")  # noqa: S608
    switch(system, "ENABLE")
    kept, without = min(took["ENABLE"]), min(took["DISABLE"])
    report.at_most(
        "commit of an import: more time with its history, of without",
        kept / without - 1,
        target=0.3,
        detail=f"{kept:.1f} s and {without:.1f} s, the better of two each",
    )


def _import(client: httpx.Client) -> float:
    """Upload, dry run and commit; how long the commit took."""
    path, version = _upload(client)
    version = _reached(client, path, "analysed", version)
    analysed = time.monotonic()
    _post(client, f"{path}/commit", {"mode": "all_or_nothing"}, version)
    _reached(client, path, "committed", version)
    return time.monotonic() - analysed


def _file() -> bytes:
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(HEADER)
    for number in range(PROJECTS):
        partners = TWINNINGS[number % len(TWINNINGS)]
        for year in YEARS:
            funder = ("NMFA", "NORAD")[number % 2]
            title = f"Project number {number}"
            amount = 10_000 + number
            place = "Bosnia - Hercegovina"
            out.writerow([f"L-{number}", place, title, partners, year, amount, funder])
    return text.getvalue().encode()


def _upload(client: httpx.Client) -> tuple[str, int]:
    programme = client.get("/v1/programmes").json()["items"][0]["id"]
    file = {"file": ("large.csv", _file(), "text/csv")}
    made = _checked(client.post("/v1/imports", files=file))
    settings = {
        "columns": {field: place for place, field in enumerate(FIELDS)},
        "programme_id": programme,
        "home_country": "NO",
        "currency": "NOK",
    }
    path = f"/v1/imports/{made['id']}"
    headers = {"If-Match": f'"{made["version"]}"'}
    mapped = _checked(client.put(f"{path}/mapping", json=settings, headers=headers))
    return path, int(mapped["version"])


def _post(client: httpx.Client, path: str, body: dict[str, str], version: int) -> None:
    headers = {"If-Match": f'"{version}"'}
    _checked(client.post(path, json=body, headers=headers))


def _reached(client: httpx.Client, path: str, state: str, version: int) -> int:
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        found = _checked(client.get(path))
        if found["state"] == state:
            return int(found["version"])
        if found["state"] == "failed":
            raise RuntimeError(found["failure"])
        time.sleep(0.1)
    message = f"{path} is not {state} (version {version}) after {LONGEST} s"
    raise TimeoutError(message)


def _checked(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise RuntimeError(answer.text)
    body: dict[str, Any] = answer.json()
    return body


@contextmanager
def worker(system: System) -> Iterator[None]:
    environment = os.environ | {"BROMOST_DATABASE_URL": system.postgres.url()}
    with (system.folder / "worker.log").open("wb") as log:
        worker = subprocess.Popen(
            [*launcher("same"), sys.executable, "-m", "bromost_api.worker"],
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(30)


def _copy_again(system: System) -> float:
    """Take the written rows out, delete them, and COPY them in: how long that takes."""
    columns = {table: columns_of(system, table) for table in TABLES}
    for table in TABLES:
        key = "id" if table == "project" else "project_id"
        rows = f"SELECT {columns[table]} FROM api.{table} WHERE {key} IN {WRITTEN}"  # noqa: S608
        psql(system, f"\\copy ({rows}) TO '{system.folder}/{table}.copy'")
    psql(system, f"DELETE FROM api.project WHERE id IN {WRITTEN}")  # noqa: S608
    started = time.monotonic()
    for table in TABLES:
        source = f"'{system.folder}/{table}.copy'"
        psql(system, f"\\copy api.{table} ({columns[table]}) FROM {source}")
    return time.monotonic() - started


def columns_of(system: System, table: str, schema: str = "api") -> str:
    written = "attnum > 0 AND attgenerated = '' AND NOT attisdropped"
    return psql(
        system,
        "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)"  # noqa: S608
        f" FROM pg_attribute WHERE {written}"
        f" AND attrelid = '{schema}.{table}'::regclass",
    )


def psql(system: System, command: str) -> str:
    address = system.postgres.url(driver="postgresql")
    psql = [str(binaries() / "psql"), address, "-XAtq", "-v", "ON_ERROR_STOP=1"]
    done = subprocess.run(
        [*psql, "-c", command], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()
