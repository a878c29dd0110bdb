"""A project's values in a spreadsheet: out, tried, and back in."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import InvalidError, invalid
from bromost_common.languages import Language
from bromost_indicators.entries.recording import RecordingService
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService

from .comparing import Comparison, Unit, units_of
from .marking import Blamed, mark_text, mark_workbook
from .plan import MAX_BYTES, Plan, SheetTooLargeError
from .reading import File, read_file
from .repository import ValueSheetRepository
from .schemas import Outcome, SheetFormat, ValueSheetOut
from .second_look import look_twice
from .telling import Telling
from .words import WORDS
from .writing import Sheet, write_csv, write_workbook

# Each batch is stored whole or not at all.
PER_BATCH = 20_000


@dataclass
class Wanted:
    """What somebody asks for with a file."""

    data: bytes
    language: Language
    reason: str | None = None


class ValueSheetService:
    """Sheets of values. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._sheets = ValueSheetRepository(session)
        self._projects = ProjectService(session)
        self._recording = RecordingService(session)

    async def download(
        self,
        owner_id: UUID,
        kind: SheetFormat,
        language: Language,
        *,
        every_place: bool,
        actor: Actor,
    ) -> tuple[bytes, str, int]:
        """The file, its name, and how many rows leave with it."""
        owner = await self._projects.get(owner_id, actor=actor)
        plan = await self._plan(owner, language, actor=actor)
        # Off the loop: others are answered meanwhile.
        sheet = await asyncio.to_thread(Sheet, plan, language, every_place=every_place)
        write = write_workbook if kind == "xlsx" else write_csv
        data = await asyncio.to_thread(write, sheet)
        if len(data) > MAX_BYTES:
            raise SheetTooLargeError(f"At most {MAX_BYTES} bytes in a sheet.")
        code = "".join(c if c.isalnum() and c.isascii() else "-" for c in owner.code)
        return data, f"values-{code}.{kind}", len(sheet.lines)

    async def trial(
        self, owner_id: UUID, wanted: Wanted, *, actor: Actor
    ) -> ValueSheetOut:
        """What would become of each value; nothing is stored."""
        file, telling, done = await self._compared(owner_id, wanted, actor)
        batches = len(_batches(units_of(file)))
        return telling.out(
            done.told, file.strays, filled=file.filled, batch=None, batches=batches
        )

    async def save(
        self, owner_id: UUID, wanted: Wanted, batch: int, *, actor: Actor
    ) -> ValueSheetOut:
        """Store one part of the file; sent again, what is there is unchanged."""
        owner, file = await self._opened(owner_id, wanted, actor)
        batches = _batches(units_of(file))
        if not 0 <= batch < max(1, len(batches)):
            raise invalid(
                *("body", "batch"), code="unknown_batch", message="No such part."
            )
        units = batches[batch] if batches else []
        only = {unit.indicator_id for unit in units}
        plan = await self._plan(owner, wanted.language, actor=actor, held=only)
        done = Comparison(plan, actor, wanted.reason)
        await self._recording.tell_and_keep(done.tell_all, units)
        telling = Telling(plan, file, wanted.language)
        strays = file.strays if batch == 0 else []
        filled = sum(len(row.cells) for unit in units for row in unit.rows)
        return telling.out(
            done.told,
            strays,
            filled=filled + len(strays),
            batch=batch,
            batches=len(batches),
        )

    async def marked(
        self, owner_id: UUID, wanted: Wanted, *, actor: Actor
    ) -> tuple[bytes, str, int]:
        """The file again, with what is wrong in it marked; its kind; its marks."""
        file, telling, done = await self._compared(owner_id, wanted, actor)
        blamed: dict[tuple[int, int], tuple[Outcome, str]] = {}
        for told in done.told:
            if told.outcome in {"refused", "stale"} or told.remarks:
                place = (told.said.row, telling.column(told))
                blamed[place] = (told.outcome, telling.words(told) or "")
        for stray in file.strays:
            place = (stray.row, stray.column)
            blamed[place] = ("refused", telling.stray_words(stray))
        data = await asyncio.to_thread(_mark, wanted, file, blamed)
        return data, file.format, len(blamed)

    async def _compared(
        self, owner_id: UUID, wanted: Wanted, actor: Actor
    ) -> tuple[File, Telling, Comparison]:
        owner, file = await self._opened(owner_id, wanted, actor)
        plan = await self._plan(owner, wanted.language, actor=actor)
        done = Comparison(plan, actor, wanted.reason)
        await asyncio.to_thread(done.tell_all, units_of(file))
        await look_twice(self._session, plan, done, actor=actor)
        return file, Telling(plan, file, wanted.language), done

    async def _opened(
        self, owner_id: UUID, wanted: Wanted, actor: Actor
    ) -> tuple[OwnerRef, File]:
        owner = await self._projects.get_for_change(
            owner_id, actor=actor, only_values=True
        )
        file = await asyncio.to_thread(read_file, wanted.data)
        if file.owner_id != str(owner_id):
            raise OtherProjectError("This sheet is of another project.")
        return owner, file

    async def _plan(
        self,
        owner: OwnerRef,
        language: Language,
        *,
        actor: Actor,
        held: set[UUID] | None = None,
    ) -> Plan:
        """Of the whole project; or of some indicators, which nobody else changes."""
        ids = await self._sheets.period_ids(owner.id, held)
        hold = held is not None
        ground = await self._recording.ground(ids, owner, actor=actor, hold=hold)
        versions = {h.rule.id for held in ground.series.values() for h in held}
        names = await self._sheets.names(owner.id, ground.series, versions, language)
        known = (ground.periods[one] for one in ids if one in ground.periods)
        periods = {
            (period.indicator_id, (period.starts_on, period.ends_on)): period
            for period in known
            # What is worked out of others is not entered.
            if ground.rule(period).kind != "formula"
        }
        return Plan(owner, ground, names, periods)


class OtherProjectError(InvalidError):
    """The sheet was downloaded for another project."""

    code = "sheet_of_another_project"


def _batches(units: list[Unit]) -> list[list[Unit]]:
    """All of a period in one, and the same ones each time the file is sent."""
    batches: list[list[Unit]] = []
    last = None
    for unit in units:
        period = (unit.indicator_id, unit.span)
        if not batches or (len(batches[-1]) >= PER_BATCH and period != last):
            batches.append([])
        batches[-1].append(unit)
        last = period
    return batches


def _mark(wanted: Wanted, file: File, blamed: Blamed) -> bytes:
    if file.format == "xlsx":
        return mark_workbook(wanted.data, blamed)
    heading = WORDS[wanted.language].problem
    return mark_text(file.rows, file.delimiter, blamed, heading)
