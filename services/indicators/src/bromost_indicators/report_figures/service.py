from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.languages import Language
from bromost_common.paging import AnyRow
from bromost_common.visibility import PROJECTS
from bromost_indicators.calculation.reported import Reported, reported
from bromost_indicators.calculation.rules import CURRENCY
from bromost_indicators.figures.inputs import STATUSES
from bromost_indicators.figures.repository import FigureRepository
from bromost_indicators.figures.schemas import AmountOut
from bromost_indicators.report_sections.presenting import section_out
from bromost_indicators.report_sections.repository import SectionRepository
from bromost_indicators.report_sections.schemas import ReportSectionOut
from bromost_indicators.report_versions.reading import FrozenReports
from bromost_indicators.reports.authority import Authority
from bromost_indicators.reports.models import OPEN, Report
from bromost_indicators.reports.repository import ReportRepository

from .naming import SPENDING, section_of
from .presenting import Said, report_row, spending_deviation, spending_line
from .repository import ReportFigureRepository
from .schemas import RateInForce, ReportFigures, ReportRow, ReportSpending

MAX_WORDS: Final = 4_000
_HUNDRED = Decimal(100)
_MONEY: Final[dict[Language, str]] = {
    "en": "Spending",
    "nb": "Forbruk",
    "bs": "Utrošak",
    "pl": "Wydatki",
}


class Asked(NamedTuple):
    """What is to be explained, and what was told of it so far."""

    share: Decimal | None
    behind: bool
    texts: Mapping[str, AnyRow]
    reasons: Mapping[str, str]
    # What the accepted report before this one told as reached by its end.
    before: Mapping[UUID, AmountOut]


class ReportFigureService:
    """What reports tell in figures. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._rows = ReportFigureRepository(session)
        self._figures = FigureRepository(session)
        self._reports = ReportRepository(session)
        self._sections = SectionRepository(session)
        self._authority = Authority(session)
        self._frozen = FrozenReports(session)

    async def get(self, report_id: UUID, *, actor: Actor) -> ReportFigures:
        report = await self._reports.get(report_id, visible_to=actor)
        if report is None:
            raise NotFoundError("There is no such report.")
        if frozen := await self._frozen.figures(report, actor):
            return frozen
        rights = await self._authority.rights(report, actor)
        may_write = "submit" in rights and report.status in OPEN
        return await self.now(report, actor=actor, may_write=may_write)

    async def now(
        self,
        report: Report,
        *,
        actor: Actor,
        may_write: bool = False,
        only_accepted: bool = False,
    ) -> ReportFigures:
        """As things stand, of a report that the actor sees."""
        asked = await self._asked(report, actor)
        found = await self._indicators(report, actor)
        reads_all = not only_accepted and _reads_all(found)
        rows = await self._told(report, found, asked, reads_all=reads_all)
        spending = await self._spending(report, asked, actor)
        money = {line.currency for line in spending.lines} if spending else set()
        money |= {
            one.unit.removeprefix(CURRENCY)
            for one in found
            if one.unit.startswith(CURRENCY)
        }
        rates = await self._rows.rates(money, report.ends_on) if money else ()
        return ReportFigures(
            as_of=report.ends_on,
            include="submitted" if reads_all else "accepted",
            rows=rows,
            spending=spending,
            rates=[RateInForce.model_validate(r, from_attributes=True) for r in rates],
            may_write=may_write,
        )

    async def row(
        self, report: Report, indicator_id: UUID, *, actor: Actor
    ) -> ReportRow | None:
        asked = await self._asked(report, actor)
        found = await self._indicators(report, actor, indicator_id)
        rows = await self._told(report, found, asked, reads_all=_reads_all(found))
        return rows[0] if rows else None

    async def spending(self, report: Report, *, actor: Actor) -> ReportSpending | None:
        return await self._spending(report, await self._asked(report, actor), actor)

    async def unexplained(self, report: Report, *, actor: Actor) -> list[str]:
        """The sections of figures that must be explained and say nothing."""
        return [
            one.section
            for one in await self.sections(report, actor=actor)
            if one.is_mandatory and not any(said.strip() for said in one.text.values())
        ]

    async def sections(self, report: Report, *, actor: Actor) -> list[ReportSectionOut]:
        """What is told of its figures in words."""
        told = await self.now(report, actor=actor)
        words = [row.words for row in told.rows]
        return [*words, told.spending.words] if told.spending else words

    async def _asked(self, report: Report, actor: Actor) -> Asked:
        percent, behind = await self._rows.explained(report.requirement_id)
        share = None if percent is None else percent / _HUNDRED
        texts = {row.section: row for row in await self._sections.texts(report.id)}
        returned = report.status == "returned"
        reasons = await self._sections.reasons(report.id) if returned else {}
        before = await self._frozen.before(report, actor)
        told = {row.indicator_id: row.to_date for row in before.rows} if before else {}
        return Asked(share, behind, texts, reasons, told)

    async def _indicators(
        self, report: Report, actor: Actor, only: UUID | None = None
    ) -> Sequence[AnyRow]:
        if report.project_id is None:
            return ()
        return await self._rows.indicators(report.project_id, only, visible_to=actor)

    async def _told(
        self,
        report: Report,
        rows: Sequence[AnyRow],
        asked: Asked,
        *,
        reads_all: bool,
    ) -> list[ReportRow]:
        """By what was handed in; by what was accepted for who reads no more."""
        ids = [row.id for row in rows]
        came: dict[UUID, Reported] = {}
        provisional: set[UUID] = set()
        find = self._figures.all_inputs if reads_all else self._figures.inputs
        for one in await find(ids) if ids else ():
            told = reported(
                one.use,
                report.starts_on,
                report.ends_on,
                statuses=STATUSES[one.include],
            )
            if one.indicator_id in came and told != came[one.indicator_id]:
                provisional.add(one.indicator_id)
            came[one.indicator_id] = told
        return [
            report_row(
                row, _said(row, came[row.id], asked, is_open=row.id in provisional)
            )
            for row in rows
        ]

    async def _spending(
        self, report: Report, asked: Asked, actor: Actor
    ) -> ReportSpending | None:
        if report.project_id is None or not await PROJECTS.can(
            self._session, actor, "budget.read", report.project_id
        ):
            return None
        rows = await self._rows.spending(
            report.project_id, report.starts_on, report.ends_on
        )
        is_over = (report.ends_on.month, report.ends_on.day) == (12, 31)
        must = any(_is_off(row, asked.share, year_is_over=is_over) for row in rows)
        words = {**_words(SPENDING, is_mandatory=must), "title": _MONEY}
        return ReportSpending(
            lines=[spending_line(row) for row in rows],
            words=section_out(words, asked.texts, asked.reasons),
        )


def _reads_all(rows: Sequence[AnyRow]) -> bool:
    return all(row.reads_unapproved for row in rows)


def _said(row: AnyRow, came: Reported, asked: Asked, *, is_open: bool) -> Said:
    must = came.needs_words(asked.share, behind=asked.behind)
    words = {
        **_words(section_of(row.id), is_mandatory=must),
        "title": row.title,
    }
    told = section_out(words, asked.texts, asked.reasons)
    return Said(came, told, is_open, asked.before.get(row.id))


def _words(section: str, *, is_mandatory: bool) -> dict[str, Any]:
    return {
        "section": section,
        "guidance": None,
        "is_mandatory": is_mandatory,
        "max_characters": MAX_WORDS,
    }


def _is_off(row: AnyRow, share: Decimal | None, *, year_is_over: bool) -> bool:
    """More was spent than the years begun have; or less, when the last one is over."""
    off = spending_deviation(row)
    if share is None or off is None:
        return False
    return abs(off) >= share if year_is_over else 0 < off >= share
