from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.history.schemas import PersonRef
from bromost_common.paging import Page, PageRequest
from bromost_common.reads import note_shown

from .repository import ReadFilters, ReadsRepository
from .schemas import MOST_NAMED, OwnDataRead, PersonalReadItem


class ReadsService:
    """Who saw personal data: all of it for auditors, one's own for everybody."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._reads = ReadsRepository(session)

    async def page(
        self, wanted: PageRequest, filters: ReadFilters, *, actor: Actor
    ) -> Page[PersonalReadItem]:
        rows, cursor, total = await self._reads.page(wanted, filters, visible_to=actor)
        shown = {row.position: row.people[:MOST_NAMED] for row in rows}
        people = {one for ids in shown.values() for one in ids}
        readers = {row.reader_id for row in rows}
        names = await self._reads.names(people | readers)
        note_shown(self._session, people | readers)
        items = [
            PersonalReadItem(
                position=row.position,
                at=row.at,
                service=row.service,
                action=row.action,
                people_count=row.people_count,
                reader=PersonRef(id=row.reader_id, name=names.get(row.reader_id)),
                on_behalf_of=row.on_behalf_of,
                request_id=row.request_id,
                people=[
                    PersonRef(id=one, name=names.get(one))
                    for one in shown[row.position]
                ],
            )
            for row in rows
        ]
        return Page(items=items, next_cursor=cursor, total=total)

    async def own(self, wanted: PageRequest, *, actor: Actor) -> Page[OwnDataRead]:
        rows, cursor, total = await self._reads.about(wanted, actor.account_id)
        readers = await self._reads.readers([row.position for row in rows])
        items = [
            OwnDataRead(
                position=row.position,
                at=row.at,
                service=row.service,
                action=row.action,
                people_count=row.people_count,
                by_program=row.on_behalf_of is not None,
                roles=readers[row.position].roles,
                organisations=readers[row.position].organisations,
            )
            for row in rows
        ]
        return Page(items=items, next_cursor=cursor, total=total)
