"""Hot lists against pgbench running the same SQL."""

import asyncio
import datetime as dt
import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
from pydantic import SecretStr

from bromost_api.app import create_app
from bromost_api.settings import Settings
from bromost_common.auth import Context
from bromost_common.quick import QuickSource
from tests.deploy.distributed import free_port, wait_for

from .report import Report
from .system import Speed, System

ROUNDS = 3
DEPTH = 60
LISTS = {
    "organisations": "/v1/organisations?limit=50",
    "projects": "/v1/projects?limit=50",
}
ORGANISATIONS = """
    INSERT INTO api.organisation (id, kind, name, country_code, place_name)
    SELECT gen_random_uuid(), 'municipality',
      initcap(translate(md5(n::text), '0123456789', 'aeiouymnrs')) || ' kommune',
      (ARRAY['NO', 'BA', 'PL', 'RS', 'MK', 'AL'])[1 + n % 6], 'Place ' || n
    FROM generate_series({first}, {last}) AS n
"""
PROJECTS = """
    WITH programme AS (
      INSERT INTO api.programme (id, code, title)
      VALUES (gen_random_uuid(), 'BENCH', '{"en": "Bench"}') RETURNING id
    ), partners AS (
      SELECT id, row_number() OVER () AS n FROM api.organisation LIMIT 10000
    ), made AS (
      INSERT INTO api.project (id, programme_id, code, title, status, starts_on)
      SELECT gen_random_uuid(), programme.id, 'B-' || n,
        jsonb_build_object('en', 'Project ' || md5(n::text)), 'active', '2005-01-01'
      FROM programme, generate_series(1, 10000) AS n
      RETURNING id, substr(code, 3)::int AS n
    ), countries AS (
      INSERT INTO api.project_country (project_id, country_code)
      SELECT id, 'BA' FROM made
    ), roles AS (
      INSERT INTO api.project_role (project_id, organisation_id, role, position)
      SELECT made.id, partners.id, 'partner', 1 FROM made JOIN partners USING (n)
    )
    INSERT INTO api.budget_line (id, project_id, year, funder_id, amount, currency)
    SELECT gen_random_uuid(), made.id, 2005 + y, partners.id, 1000 + n, 'NOK'
    FROM made JOIN partners USING (n), generate_series(0, 1) AS y
"""


class Recording:
    """Passes quick reads on and remembers them."""

    def __init__(self, reads: QuickSource) -> None:
        self._reads = reads
        self.seen: list[tuple[str, Sequence[Any]]] = []

    async def row_as(self, reader: Context, sql: str, *values: Any) -> Any:
        self.seen.append((sql, values))
        return await self._reads.row_as(reader, sql, *values)


async def statements_of(
    system: System, path: str, cookie: str | None = None
) -> list[str]:
    """The statements that the request sends, with their values written in."""
    settings = Settings(database_url=SecretStr(system.postgres.url()))
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        quick = app.state.quick
        app.state.quick = recording = Recording(quick)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://bench"
        ) as client:
            client.cookies.set("sid", cookie or system.cookie)
            (await client.get(path)).raise_for_status()
    await quick.close()
    return [_written_out(*one) for one in recording.seen]


def _written_out(statement: str, parameters: Sequence[Any]) -> str:
    # From the last, or $1 would also hit $10.
    for number in range(len(parameters), 0, -1):
        statement = statement.replace(f"${number}", _literal(parameters[number - 1]))
    return " ".join(statement.replace(":", "::").replace("::::", "::").split()) + ";\n"


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | Decimal):
        return str(value)
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'"
    if isinstance(value, list):
        return "'{" + ",".join(map(str, value)) + "}'"
    if isinstance(value, str | UUID | dt.date):
        return "'" + str(value).replace("'", "''") + "'"
    message = f"No way to write {value!r} into a script"
    raise TypeError(message)


def _cursor_at(system: System, path: str, depth: int) -> str:
    with httpx.Client(base_url=system.url, cookies={"sid": system.cookie}) as client:
        cursor = ""
        for _ in range(depth):
            page = client.get(path + (f"&cursor={cursor}" if cursor else "")).json()
            cursor = page["next_cursor"]
    return cursor


def _median(rounds: list[Speed]) -> Speed:
    return Speed(*(statistics.median(figures) for figures in zip(*rounds, strict=True)))


def _page(system: System, report: Report, name: str, path: str) -> Speed:
    """The first page against the database alone, and against a server without us."""
    statements = asyncio.run(statements_of(system, path))
    page, both = max(statements, key=len), "".join(statements)
    system.ask(path, seconds=1)
    alone, together, bare, rounds = [], [], [], []
    with _bare_server(system, statements) as port:
        for _ in range(ROUNDS):
            alone.append(system.pgbench(page, reads="*"))
            together.append(system.pgbench(both, reads="*"))
            bare.append(system.ask("/", port=port).per_second)
            rounds.append(system.ask(path))
    speed = _median(rounds)
    what = f"list of {name}: 50 rows, one worker, of "
    floors = {
        "pgbench on the page's SQL": (alone, 0.20),
        "pgbench on all SQL of the request": (together, 0.20),
        "a server of nothing but the SQL": (bare, 0.5),
    }
    for floor, (found, target) in floors.items():
        most = statistics.median(found)
        detail = f"{speed.per_second:.0f}/s of {most:.0f}/s"
        report.ratio(
            what + floor, speed.per_second / most, target=target, detail=detail
        )
    return speed


@contextmanager
def _bare_server(system: System, statements: list[str]) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.bare", str(port)]
    server = subprocess.Popen(
        [*command, system.postgres.url(), "bromost_api", json.dumps(statements)]
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", system.folder)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def measure(system: System, report: Report) -> None:
    asyncio.run(system.execute(ORGANISATIONS.format(first=1, last=2_000), "ANALYZE"))
    system.ask(LISTS["organisations"], seconds=1)
    small = _median([system.ask(LISTS["organisations"]) for _ in range(ROUNDS)])
    more = ORGANISATIONS.format(first=2_001, last=20_000)
    asyncio.run(system.execute(more, PROJECTS, "VACUUM ANALYZE"))
    for name, path in LISTS.items():
        speed = _page(system, report, name, path)
        deep = f"{path}&cursor={_cursor_at(system, path, DEPTH)}"
        # By turns, since a machine is not as fast in each minute.
        turns = [(system.ask(deep), system.ask(path)) for _ in range(2 * ROUNDS)]
        report.at_most(
            f"list of {name}: p95 of page {DEPTH} to page 1",
            statistics.median(far.p95_ms / near.p95_ms for far, near in turns),
            target=1.3,
            detail=f"median of {len(turns)} turns",
        )
        if name == "organisations":
            report.at_most(
                "list of organisations: p95 with ten times the rows",
                speed.p95_ms / small.p95_ms,
                target=1.3,
                detail=f"{speed.p95_ms:.1f} ms to {small.p95_ms:.1f} ms",
            )
