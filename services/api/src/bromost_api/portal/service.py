from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.publications.documents import (
    DOCUMENT,
    PublicDocument,
    PublicPractice,
    PublicProgramme,
    PublicProject,
    PublicReport,
    PublicTheme,
)
from bromost_common.paging import AnyRow

from .repository import PortalRepository
from .wanted import Wanted

_NEWEST = 6
_IN_FEED = 50
# Each has an address in every language: some megabytes of text.
_IN_SITEMAP = 5_000
_FIXED = ("", "projects", "practices", "countries", "accessibility")
# What a page of a programme lists; the list of projects has the others.
_OF_PROGRAMME = 24
# Of one project, some twelve years of them.
_REPORTS = 50


class Front(NamedTuple):
    """What the first page tells."""

    programmes: list[PublicProgramme]
    newest: list[PublicProject]
    projects: int
    countries: int


class ProgrammePage(NamedTuple):
    """A programme with its public projects."""

    document: PublicProgramme
    published_at: datetime
    projects: list[PublicProject]
    total: int
    countries: dict[str, int]
    reports: list[PublicReport]


class ProjectPage(NamedTuple):
    """A project; whether its programme has a page, too."""

    document: PublicProject
    published_at: datetime
    has_programme: bool
    reports: list[PublicReport]


class ReportPage(NamedTuple):
    """A report; whether its programme has a page, as what it is of has."""

    document: PublicReport
    published_at: datetime
    has_programme: bool


class PracticePage(NamedTuple):
    """Good practice, with the public projects that it came from."""

    document: PublicPractice
    published_at: datetime
    has_programme: bool
    projects: list[PublicProject]


class PracticesPage(NamedTuple):
    """A page of a list, and what the list can be narrowed to."""

    practices: list[PublicPractice]
    total: int
    pages: int
    themes: list[PublicTheme]


class ProjectsPage(NamedTuple):
    """A page of a list, and what the list can be narrowed to."""

    projects: list[PublicProject]
    total: int
    pages: int
    countries: list[str]
    themes: list[PublicTheme]
    programmes: list[PublicProgramme]


class PortalService:
    """Puts together what everybody reads; None stands for what is not public."""

    def __init__(self, session: AsyncSession) -> None:
        self._portal = PortalRepository(session)

    async def front(self) -> Front:
        programmes = _programmes(await self._portal.programmes())
        newest = _projects(await self._portal.newest(_NEWEST))
        counts = await self._portal.counts()
        countries = await self._portal.countries()
        return Front(programmes, newest, counts.projects, len(countries))

    async def programme(self, programme_id: UUID) -> ProgrammePage | None:
        row = await self._portal.programme(programme_id)
        if row is None:
            return None
        (document,) = _programmes([row])
        return await self.around_programme(document, row.published_at)

    async def around_programme(
        self, document: PublicProgramme, published_at: datetime
    ) -> ProgrammePage:
        """Its page, with what else is public, be the document itself public or not."""
        wanted = Wanted(programme=document.id, size=_OF_PROGRAMME)
        rows, total = await self._portal.projects(wanted)
        countries = await self._portal.countries(document.id)
        reports = await self._portal.reports(_REPORTS, programme=document.id)
        return ProgrammePage(
            document, published_at, _projects(rows), total, countries, _reports(reports)
        )

    async def project(self, project_id: UUID) -> ProjectPage | None:
        row = await self._portal.project(project_id)
        if row is None:
            return None
        (document,) = _projects([row])
        return await self.around_project(document, row.published_at)

    async def around_project(
        self, document: PublicProject, published_at: datetime
    ) -> ProjectPage:
        frame = await self._portal.programme(document.programme.id)
        rows = await self._portal.reports(_REPORTS, project=document.id)
        return ProjectPage(document, published_at, frame is not None, _reports(rows))

    async def report(self, report_id: UUID) -> ReportPage | None:
        row = await self._portal.report(report_id)
        if row is None:
            return None
        return await self.around_report(
            PublicReport.model_validate(row.document), row.published_at
        )

    async def around_report(
        self, document: PublicReport, published_at: datetime
    ) -> ReportPage:
        frame = await self._portal.programme(document.programme.id)
        return ReportPage(document, published_at, frame is not None)

    async def practice(self, practice_id: UUID) -> PracticePage | None:
        row = await self._portal.practice(practice_id)
        if row is None:
            return None
        document = PublicPractice.model_validate(row.document)
        return await self.around_practice(document, row.published_at)

    async def around_practice(
        self, document: PublicPractice, published_at: datetime
    ) -> PracticePage:
        frame = await self._portal.programme(document.programme.id)
        rows = await self._portal.projects_named(document.project_ids)
        return PracticePage(document, published_at, frame is not None, _projects(rows))

    async def practices(self, wanted: Wanted) -> PracticesPage:
        rows, total = await self._portal.practices(wanted)
        themes = await self._portal.themes(of_practices=True)
        return PracticesPage(
            [PublicPractice.model_validate(row.document) for row in rows],
            total,
            ceil(total / wanted.size) or 1,
            [PublicTheme.model_validate(one) for one in themes],
        )

    async def countries(self) -> dict[str, int]:
        """In how many public projects each country takes part."""
        return await self._portal.countries()

    async def feed(self) -> list[tuple[PublicDocument, datetime]]:
        """What became public last, with the moment, the newest first."""
        rows = await self._portal.news(_IN_FEED)
        return [
            (DOCUMENT.validate_python(row.document), row.public_since) for row in rows
        ]

    async def addresses(self) -> list[tuple[str, datetime | None]]:
        """Pages for search engines, each with its last change where that is known."""
        fixed: list[tuple[str, datetime | None]] = [(path, None) for path in _FIXED]
        rows = await self._portal.addresses(_IN_SITEMAP)
        return fixed + [(_path(row), row.published_at) for row in rows]

    async def projects(self, wanted: Wanted) -> ProjectsPage:
        rows, total = await self._portal.projects(wanted)
        themes = [
            PublicTheme.model_validate(one) for one in await self._portal.themes()
        ]
        return ProjectsPage(
            _projects(rows),
            total,
            ceil(total / wanted.size) or 1,
            sorted(await self._portal.countries()),
            themes,
            _programmes(await self._portal.programmes()),
        )


def _programmes(rows: Sequence[AnyRow]) -> list[PublicProgramme]:
    return [PublicProgramme.model_validate(row.document) for row in rows]


def _projects(rows: Sequence[AnyRow]) -> list[PublicProject]:
    return [PublicProject.model_validate(row.document) for row in rows]


def _reports(rows: Sequence[AnyRow]) -> list[PublicReport]:
    return [PublicReport.model_validate(row.document) for row in rows]


def _path(row: AnyRow) -> str:
    if row.report_id:
        return f"reports/{row.report_id}"
    if row.practice_id:
        return f"practices/{row.practice_id}"
    if row.project_id:
        return f"projects/{row.project_id}"
    return f"programmes/{row.programme_id}"
