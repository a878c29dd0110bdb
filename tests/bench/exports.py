"""A list of 20,000 organisations as a file, in every form, and what memory it takes."""

import time

import httpx
import psutil

from .report import Report
from .system import System

FORMS = ("csv", "json", "parquet", "xlsx")
ROWS_PER_SECOND = 50_000
# What a service may have in memory under load.
MEBIBYTES = 300
ROUNDS = 3


def measure(system: System, report: Report) -> None:
    """After `lists`, which fills the registry."""
    with httpx.Client(
        base_url=system.url, cookies={"sid": system.cookie}, timeout=120
    ) as client:
        total = client.get("/v1/organisations?limit=1&with_total=true").json()["total"]
        for form in FORMS:
            took = min(_seconds(client, form) for _ in range(ROUNDS))
            report.at_least(
                f"rows per second of a list as {form}",
                total / took,
                target=ROWS_PER_SECOND,
                detail=f"{total} rows in {took:.2f} s",
            )
    memory = psutil.Process(system.web_pid).memory_info().rss / 2**20
    report.at_most(
        "memory of the process that wrote them, in MiB",
        memory,
        target=MEBIBYTES,
        detail="after all of them",
    )


def _seconds(client: httpx.Client, form: str) -> float:
    """From asking to the last byte, which goes nowhere."""
    started = time.monotonic()
    path = f"/v1/organisations/file?format={form}"
    with client.stream("GET", path) as answer:
        answer.raise_for_status()
        for _ in answer.iter_bytes():
            pass
    return time.monotonic() - started
