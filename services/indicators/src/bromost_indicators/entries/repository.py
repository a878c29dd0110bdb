from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Integer,
    Table,
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
from .rows import AnyStored, CellRow, EntryRow, EvidenceRow, PartRow, StepRow

IN_ORDER = Order("number", [Key(EntryStep.number)])
NEWEST_FIRST = Order("-number", [Key(Entry.number, descending=True)])

# Where rows of each kind are stored.
_TABLES: Mapping[type[AnyStored], type[Base]] = {
    EntryRow: Entry,
    CellRow: EntryCell,
    StepRow: EntryStep,
    EvidenceRow: EntryEvidence,
}


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
        parts: defaultdict[type[PartRow], list[PartRow]] = defaultdict(list)
        for _, own in stored:
            for part in own:
                parts[type(part)].append(part)
        await self._insert(EntryRow, entries)
        for kind, rows in parts.items():
            await self._insert(kind, rows)
        said = Counter(entry.period_id for entry in entries)
        if said:
            await self._count_up(said)

    async def _insert(self, kind: type[AnyStored], rows: Sequence[AnyStored]) -> None:
        if not rows:
            return
        table = _TABLES[kind].__table__
        assert isinstance(table, Table)
        columns = [table.c[name] for name in kind._fields]
        said = dict(zip(kind._fields, zip(*rows, strict=True), strict=True))
        # What is the same of all is sent once, not thousands of times.
        same = {
            name: each[0]
            for name, each in [*said.items()][1:]
            if all(one is each[0] for one in each)
        }
        own = [column for column in columns if column.name not in same]
        given = func.unnest(
            *(cast(bindparam(c.name), ARRAY(c.type)) for c in own)
        ).table_valued(*(column(c.name, c.type) for c in own))
        rows_given = given.render_derived()
        told = [
            cast(bindparam(c.name), c.type) if c.name in same else rows_given.c[c.name]
            for c in columns
        ]
        lists = {c.name: list(said[c.name]) for c in own}
        await self._session.execute(
            insert(table).from_select([c.name for c in columns], select(*told)),
            {**lists, **same},
        )

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
