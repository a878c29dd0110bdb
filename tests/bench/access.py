"""What it costs to know who asks: on a list page, and when many sign in at once."""

import asyncio
import statistics
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import psutil

from bromost.installation import DEMO_EMAIL

from .lists import LISTS, statements_of
from .report import Report
from .system import System

ROUNDS = 5
AT_ONCE = 64
MIB = 1024 * 1024
PEOPLE = f"""
    INSERT INTO api.account (id, email, display_name, password_hash)
    SELECT gen_random_uuid(), 'bench-' || n || '@example.org', 'Bench ' || n,
      a.password_hash
    FROM api.account a, generate_series(1, {AT_ONCE}) AS n
    WHERE a.email = '{DEMO_EMAIL}'
"""  # noqa: S608  # our own words
# Everybody reads all, but the first has a programme and the second an organisation.
ROLES = """
    INSERT INTO api.role_assignment (id, account_id, role, scope_type, scope_id)
    SELECT gen_random_uuid(), id, 'adviser',
      CASE email WHEN 'bench-1@example.org' THEN 'programme'
        WHEN 'bench-2@example.org' THEN 'organisation' ELSE 'installation' END,
      CASE email
        WHEN 'bench-1@example.org' THEN
          (SELECT id FROM api.programme WHERE code = 'BENCH')
        WHEN 'bench-2@example.org' THEN
          (SELECT organisation_id FROM api.project_role r
           JOIN api.project p ON p.id = r.project_id AND p.code = 'B-1') END
    FROM api.account WHERE email LIKE 'bench-%'
"""
SCOPES = {"a programme": "bench-1", "an organisation": "bench-2"}


def measure(system: System, report: Report) -> None:
    """After `lists`, which fills the database."""
    asyncio.run(system.execute(PEOPLE, ROLES, "VACUUM ANALYZE"))
    for name, path in LISTS.items():
        _guarded(system, report, name, path)
    for scope, who in SCOPES.items():
        cookie = _signed_in(system, who).cookies["sid"]
        for name, path in LISTS.items():
            _scoped(system, report, f"list of {name} for who has {scope}", path, cookie)
    _sign_ins(system, report)


def _guarded(system: System, report: Report, name: str, path: str) -> None:
    """The same statement without row-level security, and with all that it reaches."""
    page = max(asyncio.run(statements_of(system, path)), key=len)
    taken = []
    for _ in range(ROUNDS):
        free = system.pgbench(page, seconds=2)
        taken.append(free / system.pgbench(page, seconds=2, reads="*"))
    report.at_most(
        f"list of {name}: time with row-level security to without",
        statistics.median(taken),
        target=1.15,
        detail="the page's SQL as the service's role and as the owner",
    )


def _scoped(system: System, report: Report, what: str, path: str, cookie: str) -> None:
    whole = len(asyncio.run(statements_of(system, path)))
    own = len(asyncio.run(statements_of(system, path, cookie)))
    taken = []
    for _ in range(ROUNDS):
        everywhere = system.ask(path, seconds=2)
        here = system.ask(path, seconds=2, cookie=cookie)
        taken.append(here.p50_ms / everywhere.p50_ms)
    report.at_most(
        f"{what}: median time to that of who sees everything",
        statistics.median(taken),
        target=1.15,
        detail=f"{own} statements to {whole}",
    )


def _signed_in(system: System, who: str) -> httpx.Response:
    body = {"email": f"{who}@example.org", "password": system.password}
    return httpx.post(f"{system.url}/v1/session", json=body, timeout=120)


def _sign_ins(system: System, report: Report) -> None:
    people = [f"bench-{n}" for n in range(1, AT_ONCE + 1)]
    with (
        _peak_memory(system.web_pid) as peak,
        ThreadPoolExecutor(AT_ONCE) as callers,
    ):
        answers = list(callers.map(lambda who: _signed_in(system, who), people))
    entered = sum(answer.status_code == httpx.codes.OK for answer in answers)
    report.at_most(
        f"memory of the web process while {AT_ONCE} sign in at once, in MiB",
        max(peak) / MIB,
        target=512,
        detail=f"{entered} of them came in; {peak[0] / MIB:.0f} MiB before",
    )


@contextmanager
def _peak_memory(pid: int) -> Iterator[list[int]]:
    """What the process holds, looked at every few milliseconds until the end."""
    process = psutil.Process(pid)
    found = [process.memory_info().rss]
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.005):
            found.append(process.memory_info().rss)

    watching = threading.Thread(target=look)
    watching.start()
    try:
        yield found
    finally:
        over.set()
        watching.join()
