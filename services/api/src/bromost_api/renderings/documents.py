"""Puts together the document that somebody wants, of what they see."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.networks.models import Network
from bromost_api.organisations.models import Organisation
from bromost_api.partnerships.models import PartnershipMember, ProjectPartnership
from bromost_api.programmes.columns import programme_of
from bromost_api.projects.models import Project, ProjectRole
from bromost_common.auth import Actor
from bromost_common.visibility import NETWORKS, ORGANISATIONS

from .book import Book, Part
from .cells import Pages
from .council_book import council_parts
from .desk import Desk, Ground
from .donor_book import donor_parts
from .layout import Owner
from .network_book import network_parts, network_rows
from .project_book import project_parts
from .said import day
from .wish import Wish, unknown
from .words import WORDS

_Parts: TypeAlias = Callable[[Desk, Ground, Pages], AsyncIterator[Part]]
_PARTS: Final[Mapping[str, _Parts]] = MappingProxyType(
    {
        "donor_financial": donor_parts,
        "council_summary": council_parts,
        "project_progress": project_parts,
        "project_final": project_parts,
        "network_report": network_parts,
    }
)


class Document(NamedTuple):
    """A document in the order of the house, and the projects on which it stands."""

    book: Book
    project_ids: tuple[UUID, ...]
    owner: Owner | None


class Documents:
    """Documents for one reader. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession, origin: str, actor: Actor) -> None:
        self._session = session
        self._origin = origin.rstrip("/")
        self._actor = actor

    async def ground(self, wish: Wish) -> Ground:
        """What it is to be of; raises InvalidError for what is not seen."""
        return await self._ground(self._desk(wish))

    async def make(self, wish: Wish) -> Document:
        desk = self._desk(wish)
        ground = await self._ground(desk)
        pages = Pages(self._origin, ground.wish.address)
        parts = _PARTS[wish.template](desk, ground, pages)
        as_of = await desk.facts.as_of(ground.project_ids)
        changed: datetime | None = getattr(ground.subject, "updated_at", None)
        book = _book(
            desk,
            ground,
            tuple([part async for part in parts]),
            max(as_of, changed) if changed else as_of,
        )
        return Document(book, tuple(sorted(ground.project_ids)), ground.owner)

    def _desk(self, wish: Wish) -> Desk:
        return Desk(self._session, self._origin, self._actor, wish)

    async def _ground(self, desk: Desk) -> Ground:
        wish = desk.wish
        if wish.project_id is not None:
            return await self._of_project(desk, wish.project_id)
        if wish.organisation_id is not None:
            return await self._of_organisation(desk, wish.organisation_id)
        if wish.network_id is not None:
            return await self._of_network(desk, wish.network_id)
        assert wish.programme_id is not None
        row = await desk.reports.programme(wish.programme_id, visible_to=self._actor)
        if row is None:
            raise unknown("programme_id")
        projects = await desk.facts.which(Project.programme_id == row.id)
        name = desk.text(row.title, row.original_language)
        return await desk.ground(row, name, projects)

    async def _of_project(self, desk: Desk, project_id: UUID) -> Ground:
        rows = await desk.facts.which(Project.id == project_id)
        if not rows:
            raise unknown("project_id")
        return await desk.ground(rows[0], desk.title(rows[0]), rows)

    async def _of_organisation(self, desk: Desk, organisation_id: UUID) -> Ground:
        row = await self._one(
            select(Organisation.id, Organisation.name, Organisation.updated_at).where(
                Organisation.id == organisation_id,
                ORGANISATIONS.visible(
                    self._actor, "organisation.read", Organisation.id
                ),
            )
        )
        if row is None:
            raise unknown("organisation_id")
        own = select(ProjectRole.project_id).where(
            ProjectRole.organisation_id == organisation_id
        )
        shared = (
            select(ProjectPartnership.project_id)
            .join(
                PartnershipMember,
                PartnershipMember.partnership_id == ProjectPartnership.partnership_id,
            )
            .where(PartnershipMember.organisation_id == organisation_id)
        )
        projects = await desk.facts.which(
            or_(Project.id.in_(own), Project.id.in_(shared))
        )
        return await desk.ground(row, desk.text({"en": row.name}), projects)

    async def _of_network(self, desk: Desk, network_id: UUID) -> Ground:
        row = await self._one(
            network_rows(network_id, programme_of(Network)).where(
                NETWORKS.visible(self._actor, "network.read", Network.id)
            )
        )
        if row is None:
            raise unknown("network_id")
        projects = await desk.facts.which(Project.network_id == network_id)
        name = desk.text(row.name, row.original_language)
        return await desk.ground(row, name, projects)

    async def _one(self, statement: Any) -> Any:
        return (await self._session.execute(statement)).one_or_none()


def _book(desk: Desk, ground: Ground, parts: tuple[Part, ...], as_of: datetime) -> Book:
    words = WORDS[desk.language]
    first, last = ground.years
    years = str(first) if first == last else f"{first}–{last}"
    return Book(
        language=desk.language,
        title=f"{desk.say(desk.wish.template)} {years}",
        subtitle=ground.name,
        facts=(
            words.as_of.format(day=day(as_of.date(), desk.language)),
            words.source.format(origin=desk.origin),
        ),
        contents=words.contents,
        parts=parts,
        as_of=as_of,
        is_wide=desk.wish.template == "donor_financial",
        is_brief=desk.wish.template == "council_summary",
        page=words.page,
    )
