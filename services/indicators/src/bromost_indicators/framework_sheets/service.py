"""A framework in a spreadsheet: out, tried, and back in."""

import asyncio
from contextlib import suppress
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.languages import Language
from bromost_indicators.frameworks.graph import GraphService
from bromost_indicators.frameworks.service import FrameworkService
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService
from bromost_indicators.value_sheets.marking import mark_sheets, mark_text
from bromost_indicators.value_sheets.schemas import Outcome as Mark
from bromost_indicators.value_sheets.service import OtherProjectError, Wanted

from .columns import PARTS
from .comparing import Comparison
from .present import Present, present
from .reading import File, read_file
from .repository import FrameworkSheetRepository
from .schemas import MOST_AT_ONCE, FrameworkSheetOut, SheetFormat
from .storing import Storing, Told
from .telling import Telling
from .words import problem_heading
from .writing import Sheets, write_csv, write_workbook


class _OnlyTriedError(Exception):
    """Takes back what a trial did."""


class FrameworkSheetService:
    """Sheets of frameworks. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._sheets = FrameworkSheetRepository(session)
        self._projects = ProjectService(session)
        self._frameworks = FrameworkService(session)
        self._graphs = GraphService(session)

    async def download(
        self, owner_id: UUID, kind: SheetFormat, language: Language, *, actor: Actor
    ) -> tuple[bytes, str, int]:
        """The file, its name, and how many rows leave with it."""
        owner = await self._projects.get(owner_id, actor=actor)
        sheets = Sheets(await self._present(owner, actor), language)
        write = write_workbook if kind == "xlsx" else write_csv
        # Off the loop: others are answered meanwhile.
        data = await asyncio.to_thread(write, sheets)
        code = "".join(c if c.isalnum() and c.isascii() else "-" for c in owner.code)
        return data, f"framework-{code}.{kind}", sheets.rows

    async def trial(
        self, owner_id: UUID, wanted: Wanted, *, actor: Actor
    ) -> FrameworkSheetOut:
        """What would become of rows: it is done, told, and taken back."""
        done = await self._tried(owner_id, wanted, actor)
        return Telling(done, wanted.language).out()

    async def store(
        self, owner_id: UUID, wanted: Wanted, *, actor: Actor
    ) -> FrameworkSheetOut:
        """Store what fits; sent again, what is there is unchanged."""
        done = await self._opened(owner_id, wanted, actor)
        await self._go_through(done, wanted, actor, only_tried=False)
        return Telling(done, wanted.language).out()

    async def marked(
        self, owner_id: UUID, wanted: Wanted, *, actor: Actor
    ) -> tuple[bytes, str, int]:
        """The file again, with what is wrong in it marked; its kind; its marks."""
        done = await self._tried(owner_id, wanted, actor)
        data, marks = await asyncio.to_thread(_mark, wanted, done)
        return data, done.file.format, marks

    async def _tried(self, owner_id: UUID, wanted: Wanted, actor: Actor) -> Comparison:
        done = await self._opened(owner_id, wanted, actor)
        with suppress(_OnlyTriedError):
            async with self._session.begin_nested():
                await self._go_through(done, wanted, actor, only_tried=True)
                raise _OnlyTriedError
        return done

    async def _opened(self, owner_id: UUID, wanted: Wanted, actor: Actor) -> Comparison:
        owner = await self._projects.get_for_change(owner_id, actor=actor)
        file: File = await asyncio.to_thread(read_file, wanted.data)
        if file.owner_id != owner_id:
            raise OtherProjectError("This sheet is of another framework.")
        done = Comparison(file, await self._present(owner, actor))
        await asyncio.to_thread(done.read)
        return done

    async def _present(self, owner: OwnerRef, actor: Actor) -> Present:
        graph = await self._graphs.get(owner.id, actor=actor)
        if owner.is_programme:
            of_programme = await self._frameworks.get_of_programme(
                owner.id, with_archived=False, actor=actor
            )
            return present(owner, of_programme.results, graph)
        framework = await self._frameworks.get(
            owner.id, with_archived=False, actor=actor
        )
        return present(owner, framework.results, graph)

    async def _go_through(
        self, done: Comparison, wanted: Wanted, actor: Actor, *, only_tried: bool
    ) -> None:
        """In the order in which rows name each other; so many that nobody waits long.

        A trial takes as long as storing, for each row is held against those before it,
        and ends as early. What is refused is no reason to store less: it is sent again.
        """
        there, rows = done.there, done.file.rows
        named = {row.said.get("definition", "") for row in rows.get("indicators", [])}
        definitions = await self._sheets.definitions(
            named - {""}, there.owner.programme_id, visible_to=actor
        )
        told = Told(done.file.language, wanted.reason, definitions)
        storing = Storing(self._session, there, told, actor)
        gone_through = 0
        for part in PARTS:
            for row in rows.get(part, []):
                done.compare(row)
                if row.outcome not in {"new", "changed"}:
                    continue
                if gone_through >= MOST_AT_ONCE:
                    row.outcome = "waiting"
                    continue
                fits = await storing.store(row)
                gone_through += fits or only_tried
                if fits and row.outcome == "new":
                    done.added(row)


def _mark(wanted: Wanted, done: Comparison) -> tuple[bytes, int]:
    blamed: dict[str | None, dict[tuple[int, int], tuple[Mark, str]]] = {}
    for row, column, words in Telling(done, wanted.language).problems():
        places = blamed.setdefault(row.sheet, {})
        place = (row.number, column)
        said = f"{places[place][1]} {words}" if place in places else words
        places[place] = ("stale" if row.outcome == "stale" else "refused", said)
    marks = sum(map(len, blamed.values()))
    file = done.file
    if file.format == "xlsx":
        return mark_sheets(wanted.data, blamed), marks
    heading = problem_heading(wanted.language)
    ((_, rows),) = file.sheets
    return mark_text(rows, file.delimiter, blamed.get("", {}), heading), marks
