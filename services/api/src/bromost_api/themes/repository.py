from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError, FieldError

from .models import Theme


class ThemeRepository:
    """Every query on themes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self) -> Sequence[Theme]:
        return (await self._session.scalars(select(Theme).order_by(Theme.code))).all()

    async def add(self, theme: Theme) -> None:
        self._session.add(theme)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "uq_theme_code":
                taken = FieldError(("body", "code"), "taken", "Choose another code.")
                raise ConflictError(
                    "There is a theme with this code.", fields=[taken]
                ) from error
            raise
