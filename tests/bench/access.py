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

from . import scopes, single
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
# Of 10,000 projects a programme and an organisation have so many. Each project has as
# many partners as any other, or the pages compared would not be alike.
PARTS = (100, 1000, 5000)
_CUT = """
    cut AS (SELECT id, n, CASE n WHEN 100 THEN 0 WHEN 1000 THEN 100
        WHEN 5000 THEN 1100 ELSE 6100 END AS first FROM made),
    ranked AS (SELECT id,
        row_number() OVER (ORDER BY md5(id::text || '{salt}')) - 1 AS k
      FROM api.project WHERE code LIKE 'B-%')
"""
PROGRAMMES = f"""
    WITH made AS (INSERT INTO api.programme (id, code, title)
      SELECT gen_random_uuid(), 'BENCH-' || n, '{{"en": "Bench"}}'
      FROM unnest(ARRAY[100, 1000, 5000]) AS n
      RETURNING id, substr(code, 7)::int AS n),
    {_CUT.format(salt="p")}
    UPDATE api.project p SET programme_id = cut.id FROM cut, ranked
    WHERE ranked.id = p.id AND k >= first AND k < first + n
"""  # noqa: S608  # our own words
ORGANISATIONS = f"""
    WITH made AS (INSERT INTO api.organisation (id, kind, name)
      SELECT gen_random_uuid(), 'municipality', 'Bench ' || n
      FROM unnest(ARRAY[100, 1000, 5000, 3900]) AS n
      RETURNING id, substr(name, 7)::int AS n),
    {_CUT.format(salt="o")}
    INSERT INTO api.project_role (project_id, organisation_id, role, position)
    SELECT ranked.id, cut.id, 'partner', 2 FROM cut
    JOIN ranked ON k >= first AND k < first + n
"""  # noqa: S608  # our own words
# The first have a part each; all others read everything.
SCOPES = {
    f"bench-{place}": (kind, part)
    for place, (kind, part) in enumerate(
        ((kind, part) for kind in ("programme", "organisation") for part in PARTS), 1
    )
}
EVERYTHING = "bench-7"
ROLES = """
    INSERT INTO api.role_assignment (id, account_id, role, scope_type, scope_id)
    SELECT gen_random_uuid(), a.id, 'coordinator', coalesce(s.kind, 'installation'),
      CASE s.kind
        WHEN 'programme' THEN
          (SELECT id FROM api.programme WHERE code = 'BENCH-' || s.part)
        WHEN 'organisation' THEN
          (SELECT id FROM api.organisation WHERE name = 'Bench ' || s.part) END
    FROM api.account a LEFT JOIN (VALUES {scopes}) AS s(who, kind, part)
      ON a.email = s.who || '@example.org'
    WHERE a.email LIKE 'bench-%'
"""


def measure(system: System, report: Report) -> None:
    """After `lists`, which fills the database."""
    held = ", ".join(f"('{who}', '{k}', {n})" for who, (k, n) in SCOPES.items())
    filled = (PEOPLE, PROGRAMMES, ORGANISATIONS, ROLES.format(scopes=held))
    asyncio.run(system.execute(*filled, "VACUUM ANALYZE"))
    for name, path in LISTS.items():
        _guarded(system, report, name, path)
    _who_asks(system, report, LISTS["projects"])
    everything = _signed_in(system, EVERYTHING).cookies["sid"]
    people = {
        f"{kind} of {part}": _signed_in(system, who).cookies["sid"]
        for who, (kind, part) in SCOPES.items()
    }
    scopes.measure(system, report, LISTS["projects"], people, everything)
    single.measure(system, report, people, everything)
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


def _who_asks(system: System, report: Report, path: str) -> None:
    """The state of who is signed in is read anew for each request."""
    statements = asyncio.run(statements_of(system, path))
    page, both = max(statements, key=len), "".join(statements)
    taken = []
    for _ in range(ROUNDS):
        alone = system.pgbench(page, seconds=2, reads="*")
        taken.append(alone / system.pgbench(both, seconds=2, reads="*"))
    report.at_most(
        "list of projects: time with finding who is signed in to without",
        statistics.median(taken),
        target=1.15,
        detail="all SQL of the request and the page's alone",
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
