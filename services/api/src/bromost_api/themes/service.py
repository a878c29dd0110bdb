from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor, require_everywhere

from .models import Theme
from .repository import ThemeRepository
from .schemas import ThemeCreate


class ThemeService:
    """What can be done with themes. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._themes = ThemeRepository(session)

    async def all(self) -> Sequence[Theme]:
        return await self._themes.all()

    async def register(self, wanted: ThemeCreate, *, actor: Actor) -> Theme:
        require_everywhere(actor, "programme.write")
        theme = Theme(code=wanted.code, name=dict(wanted.name))
        await self._themes.add(theme)
        return theme
