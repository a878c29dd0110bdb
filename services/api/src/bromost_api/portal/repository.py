from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Text,
    and_,
    any_,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.publications.models import Publication
from bromost_common.paging import AnyRow

from .wanted import Wanted

MOST_PROGRAMMES = MOST_THEMES = 200
_PUBLIC = Publication.ended_at.is_(None)
_WHOLE = (
    _PUBLIC,
    Publication.report_id.is_(None),
    Publication.practice_id.is_(None),
)
_PROJECTS = (*_WHOLE, Publication.project_id.is_not(None))
_PROGRAMMES = (*_WHOLE, Publication.project_id.is_(None))
_REPORTS = (_PUBLIC, Publication.report_id.is_not(None))
_PRACTICES = (_PUBLIC, Publication.practice_id.is_not(None))
_TOLD = (Publication.document, Publication.published_at)
# In lists nobody reads results and sections, which are most of a document.
_SHORT = func.jsonb_set(
    func.jsonb_set(
        Publication.document,
        literal(["results"], ARRAY(Text())),
        literal([], JSONB),
    ),
    literal(["sections"], ARRAY(Text())),
    literal([], JSONB),
    type_=JSONB,
).label("document")


class PortalRepository:
    """Every query of the public pages.

    Nobody is signed in there: row-level security shows what is public, and no more.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def programme(self, programme_id: UUID) -> AnyRow | None:
        return await self._one(*_PROGRAMMES, Publication.programme_id == programme_id)

    async def project(self, project_id: UUID) -> AnyRow | None:
        return await self._one(*_PROJECTS, Publication.project_id == project_id)

    async def report(self, report_id: UUID) -> AnyRow | None:
        return await self._one(*_REPORTS, Publication.report_id == report_id)

    async def reports(
        self, most: int, *, programme: UUID | None = None, project: UUID | None = None
    ) -> Sequence[AnyRow]:
        """Of a project, or those that were owed to a programme itself; newest first."""
        of = (
            Publication.project_id == project
            if project
            else and_(
                Publication.programme_id == programme, Publication.project_id.is_(None)
            )
        )
        last = Publication.document["ends_on"].astext.desc()
        statement = select(_SHORT).where(*_REPORTS, of).order_by(last, Publication.id)
        return (await self._session.execute(statement.limit(most))).all()

    async def programmes(self) -> Sequence[AnyRow]:
        statement = (
            select(_SHORT)
            .where(*_PROGRAMMES)
            .order_by(Publication.code_key, Publication.id)
            .limit(MOST_PROGRAMMES)
        )
        return (await self._session.execute(statement)).all()

    async def newest(self, most: int) -> Sequence[AnyRow]:
        """Projects that became public last."""
        newest = Publication.public_since.desc()
        statement = select(_SHORT, Publication.public_since).where(*_PROJECTS)
        statement = statement.order_by(newest, Publication.id)
        return (await self._session.execute(statement.limit(most))).all()

    async def news(self, most: int) -> Sequence[AnyRow]:
        """Projects, reports and good practice that became public last."""
        newest = Publication.public_since.desc()
        is_news = or_(
            Publication.project_id.is_not(None),
            Publication.report_id.is_not(None),
            Publication.practice_id.is_not(None),
        )
        statement = select(_SHORT, Publication.public_since).where(_PUBLIC, is_news)
        statement = statement.order_by(newest, Publication.id)
        return (await self._session.execute(statement.limit(most))).all()

    async def projects(self, wanted: Wanted) -> tuple[Sequence[AnyRow], int]:
        """A page of projects, and how many there are in all."""
        code = Publication.document["code"].astext
        found = func.strpos(func.common.fold(code), func.common.fold(wanted.q)) > 0
        asked = (*_PROJECTS, *_asked(wanted, found))
        return await self._page(asked, Publication.code_key, wanted)

    async def practices(self, wanted: Wanted) -> tuple[Sequence[AnyRow], int]:
        """A page of good practice, and how much there is in all."""
        said = func.common.fold_texts(Publication.document["summary"])
        found = func.strpos(said, func.common.fold(wanted.q)) > 0
        asked = [*_PRACTICES, *_asked(wanted, found)]
        if wanted.kind:
            asked.append(Publication.document["kind"].astext == wanted.kind)
        return await self._page(asked, Publication.title_key, wanted)

    async def practice(self, practice_id: UUID) -> AnyRow | None:
        return await self._one(*_PRACTICES, Publication.practice_id == practice_id)

    async def projects_named(self, ids: Collection[UUID]) -> Sequence[AnyRow]:
        """Those of `ids` that are public."""
        statement = select(_SHORT).where(*_PROJECTS, Publication.project_id.in_(ids))
        return (await self._session.execute(statement)).all() if ids else []

    async def countries(self, programme_id: UUID | None = None) -> dict[str, int]:
        """In how many public projects a country takes part."""
        code = func.unnest(Publication.countries).label("code")
        rows = select(code).where(*_PROJECTS)
        if programme_id is not None:
            rows = rows.where(Publication.programme_id == programme_id)
        found = rows.subquery()
        counted = select(found.c.code, func.count()).group_by(found.c.code)
        return dict((await self._session.execute(counted)).all())

    async def themes(self, *, of_practices: bool = False) -> Sequence[dict[str, Any]]:
        """What public projects, or practices, are about, each once, by its code."""
        theme = func.jsonb_array_elements(Publication.themes, type_=JSONB)
        among = _PRACTICES if of_practices else _PROJECTS
        found = select(theme.label("theme")).where(*among).subquery()
        code = found.c.theme["code"].astext
        statement = select(found.c.theme).ext(distinct_on(code)).order_by(code)
        return (await self._session.scalars(statement.limit(MOST_THEMES))).all()

    async def counts(self) -> AnyRow:
        """How many programmes and projects are public."""
        of_programme = Publication.project_id.is_(None)
        statement = select(
            func.count().filter(of_programme).label("programmes"),
            func.count().filter(~of_programme).label("projects"),
        ).where(*_WHOLE)
        return (await self._session.execute(statement)).one()

    async def addresses(self, most: int) -> Sequence[AnyRow]:
        """Of every page that is public, the newest first."""
        statement = (
            select(
                Publication.programme_id,
                Publication.project_id,
                Publication.report_id,
                Publication.practice_id,
                Publication.published_at,
            )
            .where(_PUBLIC)
            .order_by(Publication.published_at.desc(), Publication.id)
            .limit(most)
        )
        return (await self._session.execute(statement)).all()

    async def _page(
        self, asked: Iterable[ColumnElement[bool]], order: Any, wanted: Wanted
    ) -> tuple[Sequence[AnyRow], int]:
        where = tuple(asked)
        total = await self._session.scalar(
            select(func.count()).select_from(Publication).where(*where)
        )
        statement = (
            select(_SHORT)
            .where(*where)
            .order_by(order, Publication.id)
            .limit(wanted.size)
            .offset((wanted.page - 1) * wanted.size)
        )
        return (await self._session.execute(statement)).all(), total or 0

    async def _one(self, *where: ColumnElement[bool]) -> AnyRow | None:
        statement = select(*_TOLD, Publication.id, Publication.public_since)
        return (await self._session.execute(statement.where(*where))).one_or_none()


def _asked(
    wanted: Wanted, found_elsewhere: ColumnElement[bool]
) -> list[ColumnElement[bool]]:
    """What is searched for is part of a title, or is `found_elsewhere`."""
    found: list[ColumnElement[bool]] = []
    if wanted.programme is not None:
        found.append(Publication.programme_id == wanted.programme)
    if wanted.country:
        found.append(literal(wanted.country) == any_(Publication.countries))
    if wanted.theme:
        found.append(Publication.themes.contains([{"code": wanted.theme}]))
    if wanted.q:
        folded = func.common.fold(literal(wanted.q))
        in_title = func.strpos(Publication.title_key, folded) > 0
        found.append(or_(in_title, found_elsewhere))
    return found
