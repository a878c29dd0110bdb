"""What it costs writers that what they leave in the audit log is sealed meanwhile."""

import asyncio
import contextlib
import statistics
from collections.abc import Iterator
from threading import Event, Thread

from .report import Report
from .system import System

ROUNDS = 5
WRITERS = 16
SECONDS = 9
# More often than the worker, so that each window seals most of its own events.
SEAL_EVERY = 2.0
SEAL = "SELECT common.seal_audit()"
# A request that changes something: a row, its history, and its event.
WRITE = r"""
    \set n random(1, 90)
    BEGIN;
    UPDATE api.organisation SET website = 'https://example.org/' || random(),
      version = version + 1, updated_at = now()
      WHERE id = (SELECT id FROM api.organisation ORDER BY id OFFSET :n LIMIT 1);
    SELECT common.record_audit('api', 'change', 'change_organisation');
    COMMIT;
"""


def measure(system: System, report: Report) -> None:
    """In turns, so that whatever else the machine does falls on both."""
    kept, last = [], 0.0
    for _ in range(ROUNDS):
        alone = system.pgbench(WRITE, seconds=SECONDS, clients=WRITERS)
        # What came while nobody sealed is no part of the other window's work.
        asyncio.run(system.execute(SEAL))
        with _sealing(system):
            last = system.pgbench(WRITE, seconds=SECONDS, clients=WRITERS)
        kept.append(last / alone)
    report.ratio(
        "writes per second while the log is sealed, of without",
        statistics.median(kept),
        target=0.95,
        detail=f"{WRITERS} writers, {last:.0f} a second, rounds "
        + ", ".join(f"{one:.2f}" for one in kept),
    )


@contextlib.contextmanager
def _sealing(system: System) -> Iterator[None]:
    """Each seal in a transaction of its own, as the worker makes them."""
    done = Event()

    def seal() -> None:
        while not done.wait(SEAL_EVERY):
            asyncio.run(system.execute(SEAL))

    thread = Thread(target=seal)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
