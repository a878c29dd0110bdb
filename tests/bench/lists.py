"""Hot lists against pgbench running the same SQL."""

import asyncio
import datetime as dt
import statistics
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
from pydantic import SecretStr

from bromost_api.app import create_app
from bromost_api.settings import Settings
from bromost_common.quick import QuickReads

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

    def __init__(self, reads: QuickReads) -> None:
        self._reads = reads
        self.seen: list[tuple[str, Sequence[Any]]] = []

    async def row(self, sql: str, *values: Any) -> Any:
        self.seen.append((sql, values))
        return await self._reads.row(sql, *values)


async def statement_of(system: System, path: str) -> str:
    """The longest statement that the request sends, with its values written in."""
    settings = Settings(database_url=SecretStr(system.postgres.url()))
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        app.state.quick = recording = Recording(app.state.quick)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://bench"
        ) as client:
            client.cookies.set("sid", system.cookie)
            (await client.get(path)).raise_for_status()
    return _written_out(*max(recording.seen, key=lambda one: len(one[0])))


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


def measure(system: System, report: Report) -> None:
    asyncio.run(system.execute(ORGANISATIONS.format(first=1, last=2_000), "ANALYZE"))
    system.ask(LISTS["organisations"], seconds=1)
    small = _median([system.ask(LISTS["organisations"]) for _ in range(ROUNDS)])
    more = ORGANISATIONS.format(first=2_001, last=20_000)
    asyncio.run(system.execute(more, PROJECTS, "VACUUM ANALYZE"))
    for name, path in LISTS.items():
        statement = asyncio.run(statement_of(system, path))
        system.ask(path, seconds=1)
        floors, rounds = [], []
        for _ in range(ROUNDS):
            floors.append(system.pgbench(statement))
            rounds.append(system.ask(path))
        floor, speed = statistics.median(floors), _median(rounds)
        report.ratio(
            f"list of {name}: 50 rows, one worker, of pgbench on the same SQL",
            speed.per_second / floor,
            target=0.20,
            detail=f"{speed.per_second:.0f}/s of {floor:.0f}/s",
        )
        deep = f"{path}&cursor={_cursor_at(system, path, DEPTH)}"
        slowest = _median([system.ask(deep) for _ in range(ROUNDS)])
        report.at_most(
            f"list of {name}: p95 of page {DEPTH} to page 1",
            slowest.p95_ms / speed.p95_ms,
            target=1.3,
            detail=f"{slowest.p95_ms:.1f} ms to {speed.p95_ms:.1f} ms",
        )
        if name == "organisations":
            report.at_most(
                "list of organisations: p95 with ten times the rows",
                speed.p95_ms / small.p95_ms,
                target=1.3,
                detail=f"{speed.p95_ms:.1f} ms to {small.p95_ms:.1f} ms",
            )
