from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import literal_column

from bromost_api.programmes.columns import programme_of
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page

from .models import AnalysisAccess

_BY_LOGIN = Order("login", [Key(AnalysisAccess.login), Key(AnalysisAccess.id)])
_IS_KNOWN: ColumnElement[bool] = literal_column(
    "EXISTS (SELECT FROM pg_auth_members m"
    " JOIN pg_roles g ON g.oid = m.roleid AND g.rolname = 'bromost_analysis'"
    " JOIN pg_roles r ON r.oid = m.member AND r.rolcanlogin"
    " WHERE r.rolname = api.analysis_access.login)"
)
_TOLD = select(
    *(AnalysisAccess.id, AnalysisAccess.login, programme_of(AnalysisAccess)),
    AnalysisAccess.ends_on,
    func.coalesce(AnalysisAccess.ends_on < func.current_date(), False).label(
        "has_ended"
    ),
    _IS_KNOWN.label("is_known"),
    AnalysisAccess.created_at,
)
# The comments are laid down with the views, so that this never tells of others.
_VIEWS = text("""
    SELECT c.relname AS name, obj_description(c.oid, 'pg_class') AS description,
      json_agg(json_build_object('name', a.attname,
        'type', format_type(a.atttypid, a.atttypmod),
        'description', col_description(c.oid, a.attnum)) ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = 'analysis' AND c.relkind = 'v'
    GROUP BY c.oid, c.relname ORDER BY c.relname
""")


class DuplicateAccessError(ConflictError):
    """The login reads this already."""

    code = "duplicate_analysis_access"


class AnalysisRepository:
    """Every query on what the database's logins read."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, wanted: PageRequest
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        return await fetch_page(self._session, _TOLD, _BY_LOGIN, wanted)

    async def read(self, access_id: UUID) -> AnyRow | None:
        found = await self._session.execute(_TOLD.where(AnalysisAccess.id == access_id))
        return found.one_or_none()

    async def get(self, access_id: UUID) -> AnalysisAccess | None:
        return await self._session.get(AnalysisAccess, access_id)

    async def add(self, access: AnalysisAccess) -> None:
        self._session.add(access)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "uq_analysis_access_login_programme_id":
                raise DuplicateAccessError(
                    "This login reads that programme already."
                ) from error
            raise

    async def remove(self, access: AnalysisAccess) -> None:
        await self._session.delete(access)
        await self._session.flush()

    async def views(self) -> Sequence[Any]:
        return (await self._session.execute(_VIEWS)).all()
