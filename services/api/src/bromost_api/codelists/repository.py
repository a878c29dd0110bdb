from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from .models import Country, Currency


class CodelistRepository:
    """Countries and currencies: small lists, read whole."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def countries(self) -> Iterable[Country]:
        return await self._session.scalars(select(Country).order_by(Country.code))

    async def currencies(self) -> Iterable[Currency]:
        return await self._session.scalars(select(Currency).order_by(Currency.code))
