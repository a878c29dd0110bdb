"""What the histories keep is told in words: no table or column without one."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bromost_common.history.folding import BOOKKEEPING

WORDS = Path(__file__).parents[2] / "frontend/src/locales/en/later/history.json"

# `kept` names the columns that are kept of a table; without it all of them are.
_KEPT = text(
    "SELECT h.table_name AS part, array_agg(a.attname::text) AS fields"
    " FROM common.history_table h"
    " JOIN pg_attribute a ON a.attnum > 0 AND NOT a.attisdropped"
    "  AND a.attgenerated = ''"
    "  AND a.attrelid = format('%I.%I', h.table_schema, h.table_name)::regclass"
    "  AND (h.kept IS NULL OR a.attname = ANY (h.kept))"
    " GROUP BY 1 ORDER BY 1"
)


@pytest.fixture(scope="module")
def words() -> dict[str, Any]:
    spoken: dict[str, Any] = json.loads(WORDS.read_text())
    return spoken


async def test_every_kept_table_and_column_has_a_word(
    engine: AsyncEngine, words: dict[str, Any]
) -> None:
    async with engine.connect() as connection:
        kept = {row.part: set(row.fields) for row in await connection.execute(_KEPT)}

    fields = set().union(*kept.values()) - BOOKKEEPING

    assert kept.keys() - words["parts"].keys() == set()
    assert fields - words["fields"].keys() == set()
