"""The demo data come in through the front door, once, with the figures on record."""

import asyncio
from decimal import Decimal
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bromost import demo, first_start
from bromost.installation import Installation

COUNTS = """
SELECT (SELECT count(*) FROM api.organisation) AS organisations,
  (SELECT count(*) FROM api.project) AS projects,
  (SELECT count(*) FROM api.partnership) AS partnerships,
  (SELECT count(*) FROM api.budget_line) AS lines,
  (SELECT count(*) FROM indicators.entry) AS entries,
  (SELECT count(*) FROM common.outbox) AS events
"""
SUMS = """
SELECT l.year, o.name, sum(l.amount) AS amount
FROM api.budget_line l JOIN api.organisation o ON o.id = l.funder_id
GROUP BY 1, 2 ORDER BY 1, 2
"""
# Shares of which the record has both parts.
FIGURES = """
SELECT i.title ->> 'en' AS title, e.value, e.numerator, e.denominator, e.status
FROM indicators.entry e
JOIN indicators.period p ON p.id = e.period_id
JOIN indicators.indicator i ON i.id = p.indicator_id
WHERE e.denominator IS NOT NULL ORDER BY 1
"""
UNPLACED_PROJECTS = """
SELECT count(*) FROM api.project p
WHERE NOT EXISTS (SELECT FROM api.project_theme t WHERE t.project_id = p.id)
"""


def rows(url: str, sql: str) -> list[dict[str, Any]]:
    async def fetch() -> list[dict[str, Any]]:
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        found = await connection.fetch(sql)
        await connection.close()
        return [dict(row) for row in found]

    return asyncio.run(fetch())


class CutOffError(Exception):
    """Stands for a process that ends in the middle."""


def test_a_load_that_was_cut_off_goes_on_and_ends_with_the_figures_on_record(
    committed_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, here = committed_database_url, Installation(data=tmp_path)

    def cut_off(_: str) -> None:
        raise CutOffError

    with monkeypatch.context() as patch:
        patch.setattr(demo, "load_news", cut_off)
        with pytest.raises(CutOffError):
            first_start.fill(url, here)
    assert (tmp_path / "demo-loading").exists()

    first_start.fill(url, here)
    loaded = rows(url, COUNTS)
    first_start.fill(url, here)

    assert not here.is_demo_unfinished
    assert rows(url, COUNTS) == loaded
    assert (loaded[0]["organisations"], loaded[0]["projects"]) == (101, 36)
    assert loaded[0]["lines"] == 55
    assert [(r["year"], r["amount"]) for r in rows(url, SUMS)] == [
        (2005, Decimal(3_839_000)),
        (2005, Decimal(18_000_000)),
        (2006, Decimal(4_276_353)),
        (2006, Decimal(24_131_516)),
    ]
    assert [tuple(r.values()) for r in rows(url, FIGURES)] == [
        *(
            (title, Decimal(value), Decimal(part), Decimal(whole), "accepted")
            for title, value, part, whole in (
                ("Applications that became pilots", "7.8", 7, 90),
                ("Municipalities that took part in the conference", "44.8", 73, 163),
                ("States in which the course is held", "18.75", 6, 32),
            )
        )
    ]
    assert rows(url, UNPLACED_PROJECTS) == [{"count": 0}]
