"""What every template works with: whose document it is, and what it stands on."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.reports.assembly import partners_of
from bromost_api.reports.repository import ReportRepository, Years
from bromost_common.auth import Actor
from bromost_common.errors import invalid
from bromost_common.languages import Language, in_language
from bromost_common.paging import AnyRow

from .accounts import Accounts, accounts_of, years_of
from .book import Block
from .cells import Pages
from .document_words import Say
from .layout import Owner
from .money_parts import MoneyParts
from .project_facts import ProjectFacts
from .said import day, plain
from .wish import Wish, years_within


class Ground(NamedTuple):
    """What a document is of, with the projects that its reader sees."""

    wish: Wish
    # The programme, project, organisation or network.
    subject: Any
    name: str
    projects: Sequence[AnyRow]

    @property
    def project_ids(self) -> list[UUID]:
        return [row.id for row in self.projects]

    @property
    def owner(self) -> Owner | None:
        """Its programme; what an organisation takes part in is of several."""
        if self.wish.programme_id is not None:
            return Owner(self.subject.id, self.subject.original_language)
        named = getattr(self.subject, "programme", None)
        return Owner(UUID(named["id"]), named["original_language"]) if named else None

    @property
    def years(self) -> tuple[int, int]:
        assert self.wish.first_year is not None
        assert self.wish.last_year is not None
        return self.wish.first_year, self.wish.last_year


async def listed(blocks: AsyncIterator[Block]) -> tuple[Block, ...]:
    return tuple([block async for block in blocks])


class Desk:
    """Reads as the reader, and says things in the language of the document."""

    def __init__(
        self, session: AsyncSession, origin: str, actor: Actor, wish: Wish
    ) -> None:
        self.session = session
        self.origin = origin
        self.actor = actor
        self.wish = wish
        self.language: Language = wish.language
        self.say = Say(wish.language)
        self.facts = ProjectFacts(session, actor)
        self.reports = ReportRepository(session)

    def text(self, texts: Any, original: str = "en") -> str:
        """In the language of the document, else as it was first written."""
        return plain(in_language(texts, self.language, original)) if texts else ""

    def title(self, project: Any) -> str:
        return self.text(project.title, project.original_language)

    def day(self, on: date | None) -> str:
        return day(on, self.language) if on else ""

    def days(self, first: date | None, last: date | None) -> str:
        return " – ".join(one for one in (self.day(first), self.day(last)) if one)

    async def ground(
        self, subject: Any, name: str, projects: Sequence[AnyRow]
    ) -> Ground:
        """With the years that are told of where none were asked for."""
        there = await years_of(self.session, [row.id for row in projects])
        first, last = years_within(self.wish, there, datetime.now(UTC).year)
        wish = replace(self.wish, first_year=first, last_year=last)
        await self._decimals()
        return Ground(wish, subject, name, projects)

    async def accounts(self, ground: Ground) -> Accounts:
        decimals = await self._decimals()
        return await accounts_of(
            self.session, ground.project_ids, ground.years, self.wish.currency, decimals
        )

    async def partners(self, ground: Ground) -> dict[UUID, list[str]]:
        """By project, in the order in which reports print them."""
        years = Years(*ground.years)
        rows = await self.reports.partners(ground.project_ids, years)
        found = partners_of(rows, self.language)
        return {key: [plain(name) for name in names] for key, names in found.items()}

    def money(self, accounts: Accounts, pages: Pages) -> MoneyParts:
        return MoneyParts(self.language, pages, accounts)

    async def _decimals(self) -> int:
        if self.wish.currency is None:
            return 2
        decimals = await self.reports.minor_units(self.wish.currency)
        if decimals is None:
            raise invalid(
                "body",
                "currency",
                code="unknown_currency",
                message="There is no such currency code.",
            )
        return decimals
