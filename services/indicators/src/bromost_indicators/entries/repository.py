from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Insert,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
    bindparam,
    cast,
    column,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.auth import Actor
from bromost_common.db import Base, any_of
from bromost_common.paging import (
    AnyRow,
    AnySelect,
    Key,
    Order,
    PageRequest,
    fetch_page,
)
from bromost_indicators.files.models import File
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.projects.repository import visible_entries, visible_results
from bromost_indicators.results.models import Result

from .models import Entry, EntryCell, EntryEvidence, EntryStep
from .rows import CellRow, EntryRow, EvidenceRow, PartRow

IN_ORDER = Order("number", [Key(EntryStep.number)])
NEWEST_FIRST = Order("-number", [Key(Entry.number, descending=True)])

# What there is to store, by column.
Columns: TypeAlias = Mapping[str, Sequence[Any]]
# Where what belongs to an entry is stored.
_TABLES: Mapping[type[PartRow], type[Base]] = {
    CellRow: EntryCell,
    EvidenceRow: EntryEvidence,
}


def _by_column(rows: Sequence[EntryRow | PartRow]) -> Columns:
    return dict(zip(rows[0]._fields, zip(*rows, strict=True), strict=True))


def _first_steps(said: Columns) -> Columns:
    """Where each entry is, as it says itself."""
    return {
        "entry_id": said["id"],
        "number": [1] * len(said["id"]),
        "status": said["status"],
        "account_id": said["recorded_by"],
        "at": said["recorded_at"],
        "reason": said["reason"],
    }


def _is_same(each: Sequence[Any]) -> bool:
    """Whether it is one object: to compare thousands takes longer than to send them."""
    return all(one is each[0] for one in each)


def _as_text(figures: Sequence[Decimal | None]) -> str:
    """PostgreSQL reads thousands of them sooner than the driver packs them."""
    return f"{{{','.join('NULL' if one is None else str(one) for one in figures)}}}"


@lru_cache(maxsize=64)
def _insertion(
    kind: type[Base], names: tuple[str, ...], same: frozenset[str]
) -> tuple[Insert, list[str]]:
    """Rows from lists of what they say; tells which of these it takes as text."""
    table = kind.__table__
    assert isinstance(table, Table)
    own = [table.c[name] for name in names if name not in same]
    figures = [c.name for c in own if isinstance(c.type, Numeric)]
    lists = (
        cast(
            bindparam(c.name, type_=Text() if c.name in figures else None),
            ARRAY(c.type),
        )
        for c in own
    )
    given = func.unnest(*lists).table_valued(*(column(c.name, c.type) for c in own))
    rows = given.render_derived()
    told = (
        cast(bindparam(name), table.c[name].type) if name in same else rows.c[name]
        for name in names
    )
    return insert(table).from_select(names, select(*told)), figures


def _steps() -> AnySelect:
    return select(
        EntryStep.entry_id,
        EntryStep.status,
        EntryStep.at,
        EntryStep.account_id,
        EntryStep.reason,
        ACCOUNTS.c.display_name.label("who"),
        ACCOUNTS.c.link_of,
    ).outerjoin(ACCOUNTS, ACCOUNTS.c.id == EntryStep.account_id)


class EntryRepository:
    """Every query on entries; none changes what one says."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def period(self, period_id: UUID, *, visible_to: Actor) -> Period | None:
        return await self._session.scalar(
            select(Period)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(
                Period.id == period_id,
                visible_results(visible_to, Result),
            )
        )

    async def page(
        self, period_id: UUID, wanted: PageRequest, *, visible_to: Actor
    ) -> tuple[list[AnyRow], str | None, int | None]:
        statement: AnySelect = (
            select(
                Entry.id.label("entry_id"),
                Entry.number,
                Entry.value,
                Entry.state,
                Entry.status,
                Entry.numerator,
                Entry.denominator,
                Entry.text,
                Entry.place_id,
                Entry.is_partial,
                Entry.reason,
                Entry.comment,
                Entry.recorded_by,
                Entry.recorded_at,
                ACCOUNTS.c.display_name.label("recorder"),
                ACCOUNTS.c.link_of,
            )
            .join(Period, Period.id == Entry.period_id)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .outerjoin(ACCOUNTS, ACCOUNTS.c.id == Entry.recorded_by)
            .where(
                Entry.period_id == period_id,
                visible_entries(visible_to, Entry, Result),
            )
        )
        rows, cursor, total = await fetch_page(
            self._session, statement, NEWEST_FIRST, wanted
        )
        return list(rows), cursor, total

    async def store(
        self, stored: Sequence[tuple[EntryRow | None, Sequence[PartRow]]]
    ) -> None:
        """Entries first, then what belongs to them; the caller holds the periods.

        Each table's rows go in one statement: imports bring thousands of them.
        """
        entries = [entry for entry, _ in stored if entry is not None]
        if not entries:
            return
        said = _by_column(entries)
        await self._insert(Entry, said)
        await self._insert(EntryStep, _first_steps(said))
        parts: defaultdict[type[PartRow], list[PartRow]] = defaultdict(list)
        for _, own in stored:
            for part in own:
                parts[type(part)].append(part)
        for kind, rows in parts.items():
            await self._insert(_TABLES[kind], _by_column(rows))
        await self._count_up(Counter(said["period_id"]))

    async def _insert(self, kind: type[Base], said: Columns) -> None:
        _first, *others = said
        # What is the same of all is sent once; the ids tell how many there are.
        same = {name: said[name][0] for name in others if _is_same(said[name])}
        statement, figures = _insertion(kind, tuple(said), frozenset(same))
        as_text = {name: _as_text(said[name]) for name in figures}
        await self._session.execute(statement, {**said, **same, **as_text})

    async def _count_up(self, said: Mapping[UUID, int]) -> None:
        """Each period's version moves on by what was said of it."""
        more = func.unnest(
            literal(list(said), ARRAY(Uuid())),
            literal(list(said.values()), ARRAY(Integer())),
        ).table_valued(column("id", Uuid()), column("count", Integer()))
        counted = more.render_derived()
        await self._session.execute(
            update(Period)
            .values(version=Period.version + counted.c.count)
            .where(Period.id == counted.c.id)
            .execution_options(synchronize_session=False)
        )

    async def held(
        self, entry_ids: Sequence[UUID], *, visible_to: Actor
    ) -> dict[UUID, tuple[Entry, UUID, int, int]]:
        """Entries held till the end: whose they are, what is newest, steps so far."""
        other = aliased(Entry)
        newest = (
            select(func.max(other.number))
            .where(
                other.period_id == Entry.period_id,
                other.place_id.is_not_distinct_from(Entry.place_id),
            )
            .correlate(Entry)
            .scalar_subquery()
        )
        steps = (
            select(func.count())
            .where(EntryStep.entry_id == Entry.id)
            .correlate(Entry)
            .scalar_subquery()
        )
        owner = func.coalesce(Result.project_id, Result.programme_id)
        found = await self._session.execute(
            select(Entry, owner, newest, steps)
            .join(Period, Period.id == Entry.period_id)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(
                Entry.id.in_(entry_ids),
                visible_results(visible_to, Result),
                visible_entries(visible_to, Entry, Result),
            )
            .order_by(Entry.id)
            .execution_options(populate_existing=True)
        )
        return {row[0].id: (row[0], row[1], row[2], row[3]) for row in found}

    async def verified_by(self, entry_ids: Collection[UUID]) -> dict[UUID, UUID | None]:
        """Who verified each of them last."""
        rows = await self._session.execute(
            select(EntryStep.entry_id, EntryStep.account_id)
            .where(EntryStep.entry_id.in_(entry_ids), EntryStep.status == "verified")
            .order_by(EntryStep.entry_id, EntryStep.number)
        )
        return {row.entry_id: row.account_id for row in rows}

    async def cells(self, entry_ids: Sequence[UUID]) -> Sequence[EntryCell]:
        found = await self._session.scalars(
            select(EntryCell)
            .where(EntryCell.entry_id.in_(entry_ids))
            .order_by(EntryCell.entry_id, EntryCell.number)
        )
        return found.all()

    async def evidence(
        self, entry_ids: Sequence[UUID]
    ) -> list[tuple[EntryEvidence, File | None]]:
        found = await self._session.execute(
            select(EntryEvidence, File)
            .outerjoin(File, File.id == EntryEvidence.file_id)
            .where(EntryEvidence.entry_id == any_of(entry_ids))
            .order_by(EntryEvidence.entry_id, EntryEvidence.number)
        )
        return [(row[0], row[1]) for row in found]

    async def ways(self, entry_ids: Sequence[UUID]) -> Sequence[AnyRow]:
        """The steps of many entries, each in their order."""
        found = await self._session.execute(
            _steps()
            .where(EntryStep.entry_id.in_(entry_ids))
            .order_by(EntryStep.entry_id, EntryStep.number)
        )
        return found.all()

    async def steps(
        self, entry_id: UUID, page: PageRequest
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = _steps().where(EntryStep.entry_id == entry_id)
        return await fetch_page(self._session, statement, IN_ORDER, page)

    def add_step(self, step: EntryStep) -> None:
        self._session.add(step)

    async def flush(self) -> None:
        await self._session.flush()
