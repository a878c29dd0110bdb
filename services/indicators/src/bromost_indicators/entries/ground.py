"""All that decides about many rows, read in as many queries as about one."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import starmap
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import any_of
from bromost_indicators.axes.models import Category
from bromost_indicators.definitions.models import DefinitionAxis, DefinitionVersion
from bromost_indicators.files.models import File
from bromost_indicators.files.repository import GONE, FileRepository
from bromost_indicators.indicators.models import Indicator, IndicatorVersion, Period
from bromost_indicators.indicators.series import rule_on
from bromost_indicators.places.models import Place
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import of_owner

from .checking import Lock, Row
from .locked import locked
from .models import Entry, EntryCell, EntryEvidence
from .rows import CellRow, EntryRow, EvidenceRow, PeriodRow, RuleRow


class _Held(NamedTuple):
    """A rule, and since when."""

    starts_on: date | None
    rule: RuleRow


_IS_ARCHIVED = or_(Indicator.archived_at.is_not(None), Result.archived_at.is_not(None))


@dataclass
class Ground:
    """Periods of one owner, with what is known of them."""

    # All that is made of it is recorded as of then.
    read_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    periods: dict[UUID, PeriodRow] = field(default_factory=dict)
    series: dict[UUID, list[_Held]] = field(default_factory=dict)
    axes: dict[UUID, list[frozenset[UUID]]] = field(default_factory=dict)
    newest: dict[tuple[UUID, UUID | None], EntryRow] = field(default_factory=dict)
    numbers: dict[UUID, int] = field(default_factory=dict)
    locked: dict[UUID, Lock] = field(default_factory=dict)
    places: frozenset[UUID] = frozenset()
    # Of the newest entries, by entry.
    cells: dict[UUID, list[CellRow]] = field(default_factory=dict)
    evidence: dict[UUID, list[EvidenceRow]] = field(default_factory=dict)
    # Those that are named and may be stood on.
    files: frozenset[UUID] = frozenset()
    # What something was already made of; it is not told twice at once.
    made: set[tuple[UUID, UUID | None]] = field(default_factory=set)

    def rule(self, period: PeriodRow) -> RuleRow:
        return rule_on(self.series[period.indicator_id], period.starts_on).rule

    def row(self, period: PeriodRow, place_id: UUID | None) -> Row:
        rule = self.rule(period)
        return Row(
            rule=rule,
            newest=self.newest.get((period.id, place_id)),
            axes=self.axes.get(rule.id, ()),
            places=self.places,
            lock=self.locked.get(period.id),
            files=self.files,
        )


class GroundRepository:
    """Reads the ground that rows stand on."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def read(
        self,
        period_ids: Sequence[UUID],
        owner: OwnerRef,
        *,
        actor: Actor,
        today: date,
        hold: bool = True,
    ) -> Ground:
        """All that is known of the periods, which nobody else changes if held."""
        ground = Ground()
        statement = (
            select(
                *(Period.id, Period.indicator_id, Period.starts_on, Period.ends_on),
                *(Period.version, _IS_ARCHIVED),
            )
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(Period.id == any_of(period_ids), of_owner(owner.id))
            .order_by(Period.id)
        )
        if hold:
            statement = statement.with_for_update(of=Period)
        for period in starmap(PeriodRow, await self._session.execute(statement)):
            ground.periods[period.id] = period
        await self._read_rules(
            ground, {p.indicator_id for p in ground.periods.values()}
        )
        await self._read_entries(ground)
        await self._read_evidence(ground)
        ground.locked = await locked(
            self._session, ground.periods, owner, actor=actor, today=today
        )
        places = await self._session.scalars(
            select(Place.id).where(
                Place.project_id == owner.id, Place.archived_at.is_(None)
            )
        )
        ground.places = frozenset(places)
        return ground

    async def _read_rules(self, ground: Ground, indicators: set[UUID]) -> None:
        series: defaultdict[UUID, list[_Held]] = defaultdict(list)
        rules = await self._session.execute(
            select(
                IndicatorVersion.indicator_id,
                IndicatorVersion.starts_on,
                *(getattr(DefinitionVersion, name) for name in RuleRow._fields),
            )
            .join(
                DefinitionVersion,
                DefinitionVersion.id == IndicatorVersion.definition_version_id,
            )
            .where(IndicatorVersion.indicator_id == any_of(indicators))
            .order_by(IndicatorVersion.indicator_id, IndicatorVersion.number)
        )
        for indicator_id, starts_on, *rule in rules:
            series[indicator_id].append(_Held(starts_on, RuleRow(*rule)))
        ground.series = series
        versions = {held.rule.id for parts in series.values() for held in parts}
        found = await self._session.execute(
            select(
                DefinitionAxis.definition_version_id,
                DefinitionAxis.position,
                func.array_agg(Category.id),
            )
            .join(Category, Category.axis_id == DefinitionAxis.axis_id)
            .where(
                DefinitionAxis.definition_version_id.in_(versions),
                Category.archived_at.is_(None),
            )
            .group_by(DefinitionAxis.definition_version_id, DefinitionAxis.position)
            .order_by(DefinitionAxis.definition_version_id, DefinitionAxis.position)
        )
        for version_id, _, categories in found:
            ground.axes.setdefault(version_id, []).append(frozenset(categories))

    async def _read_entries(self, ground: Ground) -> None:
        newest = await self._session.execute(
            select(*(getattr(Entry, name) for name in EntryRow._fields))
            .ext(distinct_on(Entry.period_id, Entry.place_id))
            .where(Entry.period_id == any_of(ground.periods))
            .order_by(Entry.period_id, Entry.place_id, Entry.number.desc())
        )
        for entry in starmap(EntryRow, newest):
            ground.newest[entry.period_id, entry.place_id] = entry
            known = ground.numbers.get(entry.period_id, 0)
            ground.numbers[entry.period_id] = max(known, entry.number)
        if ground.axes:
            entries = ground.newest.values()
            cells = await self._session.execute(
                select(*(getattr(EntryCell, name) for name in CellRow._fields))
                .where(EntryCell.entry_id == any_of(e.id for e in entries))
                .order_by(EntryCell.entry_id, EntryCell.number)
            )
            for cell in starmap(CellRow, cells):
                ground.cells.setdefault(cell.entry_id, []).append(cell)

    async def _read_evidence(self, ground: Ground) -> None:
        """What the newest entries stand on, but for what was taken away."""
        entries = ground.newest.values()
        if not entries:
            return
        found = await self._session.execute(
            select(*(getattr(EntryEvidence, name) for name in EvidenceRow._fields))
            .outerjoin(File, File.id == EntryEvidence.file_id)
            .where(
                EntryEvidence.entry_id == any_of(e.id for e in entries),
                or_(EntryEvidence.file_id.is_(None), File.state.not_in(GONE)),
            )
            .order_by(EntryEvidence.entry_id, EntryEvidence.number)
        )
        for one in starmap(EvidenceRow, found):
            ground.evidence.setdefault(one.entry_id, []).append(one)

    async def read_files(
        self,
        ground: Ground,
        file_ids: Collection[UUID],
        owner: OwnerRef,
        *,
        actor: Actor,
    ) -> None:
        """Which of these files a value may stand on."""
        files = FileRepository(self._session)
        ground.files = frozenset(
            await files.usable(file_ids, owner.id, visible_to=actor)
        )
