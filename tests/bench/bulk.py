"""A file of values from another system: to the answer, and to the figures above."""

import asyncio
import gzip
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import httpx

from bromost_common.db import create_engine, session_maker
from bromost_indicators.figures.keeping import catch_up_with_all

from .imports import psql
from .report import Report
from .system import System

ROUNDS = 3
# As many files at once as the document for other systems allows.
AT_ONCE = 4
_HEADER = "period_id,place_id,value"
_ROWS = """
    SELECT p.id || ',' || coalesce(l.id::text, '')
    FROM indicators.period p JOIN indicators.indicator i ON i.id = p.indicator_id
    JOIN indicators.result r ON r.id = i.result_id
    CROSS JOIN (SELECT id FROM indicators.place WHERE project_id = '{project}'
                UNION ALL SELECT NULL) l
    WHERE r.project_id = '{project}' AND i.title->>'en' LIKE 'Indicator %'
    ORDER BY i.position, p.starts_on, p.id
"""


def measure(
    system: System,
    report: Report,
    client: httpx.Client,
    project: str,
    copy_again: Callable[[System], float],
) -> None:
    """In one file, and in `AT_ONCE` files side by side."""
    rows = psql(system, _ROWS.format(project=project)).split()
    for parts in (1, AT_ONCE):
        answered, done, copied = [], [], []
        for number in range(ROUNDS):
            files = _files(rows, parts, number * 1000 + parts)
            _catch_up(system)
            started = time.monotonic()
            stored = _send(client, project, files)
            answered.append(time.monotonic() - started)
            _catch_up(system)
            done.append(time.monotonic() - started)
            if stored != len(rows):
                message = f"{stored} of {len(rows)} values were stored"
                raise RuntimeError(message)
            copied.append(copy_again(system))
        _tell(report, len(rows), parts, (answered, done, copied))


def _tell(
    report: Report,
    values: int,
    parts: int,
    took: tuple[list[float], list[float], list[float]],
) -> None:
    answered, done, copied = took
    name = "a file" if parts == 1 else f"{parts} files at once"
    for what, seconds in (("upload to answer", answered), ("roll-up done", done)):
        report.at_least(
            f"values of {name} stored in a second, {what}",
            values / min(seconds),
            target=20_000,
            detail=f"{values} values, the best of {ROUNDS};"
            f" median {values / statistics.median(seconds):,.0f}",
        )
    report.ratio(
        f"storing {name}, of COPY of the same rows into the same tables",
        min(copied) / min(answered),
        target=0.3,
        detail=f"COPY {min(copied):.2f} s, the values {min(answered):.2f} s",
    )


def _files(rows: Sequence[str], parts: int, first: int) -> list[bytes]:
    """All of a period in one of them."""
    size = len(rows) // parts
    return [
        gzip.compress(
            "\n".join(
                [
                    _HEADER,
                    *(
                        f"{row},{first + at}.{at % 90 + 10}"
                        for at, row in enumerate(rows[start : start + size], start)
                    ),
                ]
            ).encode()
        )
        for start in range(0, len(rows), size)
    ]


def _send(client: httpx.Client, project: str, files: Sequence[bytes]) -> int:
    def send(file: bytes) -> int:
        answer = client.post(
            f"/v1/projects/{project}/values",
            files={"file": ("values.csv.gz", file)},
            data={"submit": "true"},
        )
        return int(answer.raise_for_status().json()["saved"])

    with ThreadPoolExecutor(len(files)) as pool:
        return sum(pool.map(send, files))


def _catch_up(system: System) -> None:
    """As the worker does when nothing else is marked."""

    async def catch_up() -> None:
        url = system.postgres.url()
        engine = create_engine(url, role="bromost_indicators", task="worker")
        try:
            await catch_up_with_all(session_maker(engine))
        finally:
            await engine.dispose()

    asyncio.run(catch_up())
