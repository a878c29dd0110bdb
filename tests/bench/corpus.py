"""A programme of any size to measure with: all of it synthetic, and marked so.

At 1,000 projects: 100,000 uses of indicators, 1,000,000 periods, 5,000,000 entries.
"""

import asyncio
import datetime as dt
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

import asyncpg

USES, RESULTS, PERIODS, ENTRIES = 100, 10, 10, 5
FIRST_YEAR = 2010
_EN: Final = '{"en": "Synthetic %s"}'
# The kinds of things; with a number they make an id that is the same in every run.
_PROGRAMME, _PROJECT, _DEFINITION, _VERSION, _RESULT = range(1, 6)
_INDICATOR, _PERIOD, _ENTRY, _ROLLUP = range(6, 10)
_WRITTEN: Final = (
    *("definition", "definition_version", "result", "indicator"),
    *("indicator_version", "period", "rollup", "entry"),
)


class Corpus(NamedTuple):
    """What was made, to be asked for."""

    projects: int

    @property
    def programme_id(self) -> UUID:
        return key(_PROGRAMME, 0)

    @property
    def uses(self) -> int:
        return (self.projects + 1) * USES

    def project_id(self, at: int) -> UUID:
        return key(_PROJECT, at)

    def indicator_id(self, owner: int, at: int) -> UUID:
        """Of owner 0, the programme, or of the projects from 1 on."""
        return key(_INDICATOR, owner * USES + at)

    def period_id(self, owner: int, at: int, period: int) -> UUID:
        return key(_PERIOD, (owner * USES + at) * PERIODS + period)


def key(kind: int, number: int) -> UUID:
    """Sorts by kind and number, as those that grow with time do."""
    return UUID(int=(0x01930000_0000_7000_8000 << 48) | (kind << 40) | number)


async def make(url: str, projects: int) -> Corpus:
    """Write it by COPY, without the triggers that follow single changes."""
    corpus = Corpus(projects)
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            for table in _WRITTEN:
                await connection.execute(
                    f"ALTER TABLE indicators.{table} DISABLE TRIGGER USER"
                )
            await _registry(connection, corpus)
            for table, columns, rows in _rows(corpus):
                await connection.copy_records_to_table(
                    table, schema_name="indicators", columns=columns, records=rows
                )
            for table in _WRITTEN:
                await connection.execute(
                    f"ALTER TABLE indicators.{table} ENABLE TRIGGER USER"
                )
            await connection.execute(
                "INSERT INTO indicators.figure_due (indicator_id)"
                " SELECT id FROM indicators.indicator WHERE is_synthetic"
            )
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
    return corpus


async def _registry(connection: Any, corpus: Corpus) -> None:
    await connection.execute(
        "INSERT INTO api.programme (id, code, title, original_language)"
        " VALUES ($1, 'SYNTHETIC', $2, 'en')",
        *(corpus.programme_id, _EN % "programme"),
    )
    await connection.executemany(
        "INSERT INTO api.project (id, programme_id, code, title, status,"
        " original_language) VALUES ($1, $2, $3, $4, 'active', 'en')",
        [
            (corpus.project_id(at), corpus.programme_id, f"SYN-{at}", _EN % f"p {at}")
            for at in range(1, corpus.projects + 1)
        ],
    )


def _rows(corpus: Corpus) -> Iterator[tuple[str, list[str], Iterator[tuple[Any, ...]]]]:
    now = dt.datetime.now(dt.UTC)
    owners, each = range(corpus.projects + 1), range(USES)
    yield (
        "definition",
        ["id", "code", "programme_id"],
        ((key(_DEFINITION, n), f"SYN-{n}", corpus.programme_id) for n in each),
    )
    rule = ("number", "number", "increase", "summed", "sum", "sum")
    yield (
        "definition_version",
        [
            *("id", "definition_id", "number", "name", "original_language", "kind"),
            *("unit", "direction", "cumulation", "over_time", "over_children"),
            "published_at",
        ],
        (
            (key(_VERSION, n), key(_DEFINITION, n), 1, _EN % f"d {n}", "en", *rule, now)
            for n in each
        ),
    )
    yield (
        "result",
        [
            *("id", "programme_id", "project_id", "kind", "title", "position"),
            "original_language",
        ],
        (
            (
                key(_RESULT, owner * RESULTS + n),
                None if owner else corpus.programme_id,
                corpus.project_id(owner) if owner else None,
                *("output", _EN % f"r {n}", n + 1, "en"),
            )
            for owner in owners
            for n in range(RESULTS)
        ),
    )
    yield from _series(corpus, owners, each)


def _series(
    corpus: Corpus, owners: range, each: range
) -> Iterator[tuple[str, list[str], Iterator[tuple[Any, ...]]]]:
    yield (
        "indicator",
        [
            *("id", "result_id", "definition_version_id", "title", "position"),
            *("baseline_state", "baseline_value", "baseline_on", "target_value"),
            "is_synthetic",
        ],
        (
            (
                corpus.indicator_id(owner, n),
                key(_RESULT, owner * RESULTS + n % RESULTS),
                *(key(_VERSION, n), _EN % f"i {n}", n // RESULTS + 1),
                *("zero", Decimal(0), dt.date(FIRST_YEAR, 1, 1), Decimal(1000)),
                True,
            )
            for owner in owners
            for n in each
        ),
    )
    yield (
        "indicator_version",
        ["indicator_id", "number", "definition_version_id"],
        (
            (corpus.indicator_id(owner, n), 1, key(_VERSION, n))
            for owner in owners
            for n in each
        ),
    )
    yield from _periods(corpus, owners, each)


def _periods(
    corpus: Corpus, owners: range, each: range
) -> Iterator[tuple[str, list[str], Iterator[tuple[Any, ...]]]]:
    yield (
        "period",
        ["id", "indicator_id", "starts_on", "ends_on", "target_value", "version"],
        (
            (
                *(corpus.period_id(owner, n, p), corpus.indicator_id(owner, n)),
                dt.date(FIRST_YEAR + p, 1, 1),
                *(dt.date(FIRST_YEAR + p, 12, 31), Decimal(100 * (p + 1)), 1),
            )
            for owner in owners
            for n in each
            for p in range(PERIODS)
        ),
    )
    yield from _told(corpus, owners, each)


def _told(
    corpus: Corpus, owners: range, each: range
) -> Iterator[tuple[str, list[str], Iterator[tuple[Any, ...]]]]:
    yield (
        "rollup",
        ["id", "child_indicator_id", "parent_indicator_id", "child_owner_id"],
        (
            (
                key(_ROLLUP, owner * USES + n),
                *(corpus.indicator_id(owner, n), corpus.indicator_id(0, n)),
                corpus.project_id(owner),
            )
            for owner in owners[1:]
            for n in each
        ),
    )
    yield (
        "entry",
        ["id", "period_id", "number", "value", "state", "status"],
        (
            (
                key(_ENTRY, ((owner * USES + n) * PERIODS + p) * ENTRIES + number),
                *(corpus.period_id(owner, n, p), number + 1),
                Decimal(1 + (owner + n + p) % 97 + number),
                *("reported", "accepted"),
            )
            for owner in owners[1:]
            for n in each
            for p in range(PERIODS)
            for number in range(ENTRIES)
        ),
    )


if __name__ == "__main__":
    # `python -m tests.bench.corpus <address of the database> <projects>`
    asyncio.run(make(sys.argv[1], int(sys.argv[2])))
