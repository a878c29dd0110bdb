"""Values by the thousand, in a sheet and in files, against COPY of the same rows."""

import csv
import io
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx

from bromost.postgres_programs import launcher
from tests.deploy.distributed import free_port, wait_for

from . import bulk
from .imports import columns_of, psql
from .report import Report
from .system import System

INDICATORS = 50
QUARTERS = 40
PLACES = 9
ROUNDS = 3
# In the order in which they may be written.
TABLES = ("entry", "entry_step")
# What was written here, and not what the demo has.
_MINE = (
    "(SELECT e.id FROM indicators.entry e"
    " JOIN indicators.period p ON p.id = e.period_id"
    " JOIN indicators.indicator i ON i.id = p.indicator_id"
    " JOIN indicators.result r ON r.id = i.result_id"
    " WHERE r.project_id = '{project}' AND i.title->>'en' LIKE 'Indicator %')"
)


def measure(system: System, report: Report) -> None:
    values = INDICATORS * QUARTERS * (PLACES + 1)
    took, sheets, copied = [], [], []
    with _service(system) as client:
        project = _project(system, client)
        for number in range(ROUNDS):
            sheet = _filled(client, project, number)
            started = time.monotonic()
            stored = _send(client, project, sheet)
            took.append(time.monotonic() - started)
            sheets.append(len(sheet))
            if stored != values:
                message = f"{stored} of {values} values were stored"
                raise RuntimeError(message)
            copied.append(_copy_again(system, project))
        bulk.measure(
            system, report, client, project, partial(_copy_again, project=project)
        )
    best = min(took)
    report.at_least(
        "values of a sheet stored in a second, upload to answer",
        values / best,
        target=20_000,
        detail=f"{values} values, {sheets[0] // 1000} kB, the best of {ROUNDS};"
        f" median {values / statistics.median(took):,.0f}",
    )
    report.ratio(
        "storing a sheet, of COPY of the same rows into the same tables",
        min(copied) / best,
        target=0.3,
        detail=f"COPY {min(copied):.2f} s, the sheet {best:.2f} s",
    )


@contextmanager
def _service(system: System) -> Iterator[httpx.Client]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        "BROMOST_DATABASE_URL": system.postgres.url(),
        "BROMOST_PUBLIC_URL": url,
        "BROMOST_REQUESTS_PER_MINUTE": "100000000",
        "BROMOST_INDICATORS_PORT": str(port),
    }
    with (system.folder / "indicators.log").open("wb") as log:
        web = subprocess.Popen(
            [*launcher("same"), sys.executable, "-m", "bromost_indicators"],
            env=os.environ | environment,
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(f"{url}/health/ready", system.folder)
        cookies = {"sid": system.cookie}
        with httpx.Client(base_url=url, cookies=cookies, timeout=300) as client:
            yield client
    finally:
        web.terminate()
        web.wait(30)


def _project(system: System, client: httpx.Client) -> str:
    """One of the registry's, with indicators, quarters and places."""
    project = psql(
        system, "SELECT id FROM api.project WHERE archived_at IS NULL LIMIT 1"
    )
    body: dict[str, Any] = {
        "kind": "output",
        "title": {"en": "Values of a sheet"},
        "original_language": "en",
    }
    result = _made(client, f"/v1/projects/{project}/results", body)
    for number in range(INDICATORS):
        title = {"en": f"Indicator {number}"}
        rule = {"unit": "number", "direction": "increase", "decimals": 2}
        _made(client, f"/v1/results/{result}/indicators", {"title": title, **rule})
    for number in range(PLACES):
        place = {"name": {"en": f"Place {number}"}, "original_language": "en"}
        _made(client, f"/v1/projects/{project}/places", place)
    psql(
        system,
        "INSERT INTO indicators.period (id, indicator_id, starts_on, ends_on)"  # noqa: S608
        " SELECT gen_random_uuid(), i.id, first, first + interval '3 months - 1 day'"
        " FROM indicators.indicator i, generate_series(date '2010-01-01',"
        f" date '2010-01-01' + interval '{3 * QUARTERS - 3} months', '3 months') first"
        f" WHERE i.result_id = '{result}'",
    )
    return project


def _made(client: httpx.Client, path: str, body: dict[str, Any]) -> str:
    return str(client.post(path, json=body).raise_for_status().json()["id"])


def _filled(client: httpx.Client, project: str, number: int) -> bytes:
    query = {"format": "csv", "every_place": "true"}
    path = f"/v1/projects/{project}/value-sheet"
    answer = client.get(path, params=query).raise_for_status()
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    columns = [at for at, key in enumerate(rows[0]) if key.endswith("/value")]
    wanted = [row for row in rows[4:] if row[1].startswith("Indicator ")]
    for line, row in enumerate(wanted):
        for at in columns:
            row[at] = f"{number * 1000 + line}.{at % 90 + 10}"
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _send(client: httpx.Client, project: str, sheet: bytes) -> int:
    stored, batch, batches = 0, 0, 1
    while batch < batches:
        answer = client.post(
            f"/v1/projects/{project}/value-sheet/batches",
            files={"file": ("values.csv", sheet, "text/csv")},
            data={"batch": str(batch)},
        )
        told = answer.raise_for_status().json()
        stored += told["counts"]["saved"]["values"]
        batch, batches = batch + 1, told["batches"]
    return stored


def _copy_again(system: System, project: str) -> float:
    """Take the rows of the sheet out, delete them, and COPY them in again."""
    columns = {table: columns_of(system, table, "indicators") for table in TABLES}
    mine = _MINE.format(project=project)
    for table in TABLES:
        key = "id" if table == "entry" else "entry_id"
        rows = f"SELECT {columns[table]} FROM indicators.{table} WHERE {key} IN {mine}"  # noqa: S608
        psql(system, f"\\copy ({rows}) TO '{system.folder}/{table}.copy'")
    for table in reversed(TABLES):
        key = "id" if table == "entry" else "entry_id"
        psql(system, f"DELETE FROM indicators.{table} WHERE {key} IN {mine}")  # noqa: S608
    started = time.monotonic()
    for table in TABLES:
        source = f"'{system.folder}/{table}.copy'"
        psql(system, f"\\copy indicators.{table} ({columns[table]}) FROM {source}")
    took = time.monotonic() - started
    for table in reversed(TABLES):
        key = "id" if table == "entry" else "entry_id"
        psql(system, f"DELETE FROM indicators.{table} WHERE {key} IN {mine}")  # noqa: S608
    return took
