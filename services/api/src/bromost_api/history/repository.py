from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.reach import PROJECTS
from bromost_common.auth import Actor
from bromost_common.history.schemas import Reference
from bromost_common.visibility import NETWORKS, PARTNERSHIPS, PROGRAMMES

# What the ids of the registry stand for, as far as the reader sees it.
_NAMES = text(
    """
    SELECT id, 'organisation' AS type, to_jsonb(name) AS name
      FROM api.organisation WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'programme', title FROM api.programme WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'project', title FROM api.project WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'theme', name FROM api.theme WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'partnership', to_jsonb(name)
      FROM api.partnership WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'network', name FROM api.network WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'contact_person', to_jsonb(name)
      FROM api.contact_person WHERE id = ANY (:ids) AND name IS NOT NULL
    UNION ALL SELECT id, 'import', to_jsonb(file_name)
      FROM api.import_batch WHERE id = ANY (:ids)
    UNION ALL SELECT id, 'account', to_jsonb(display_name)
      FROM api.account_directory_v1 WHERE id = ANY (:ids)
    """
).bindparams(bindparam("ids", type_=ARRAY(Uuid())))
_OWN_REACH = {
    "programme": PROGRAMMES,
    "project": PROJECTS,
    "partnership": PARTNERSHIPS,
    "network": NETWORKS,
}
# Seen by all who are signed in, like a phone book or a list of codes.
_SHARED = frozenset({"organisation", "theme", "conversion_rate"})


class ObjectRepository:
    """What a history may be asked of, and what the ids in it stand for."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def sees(self, object_type: str, object_id: UUID, *, actor: Actor) -> bool:
        if object_type in _SHARED:
            return True
        if object_type in _OWN_REACH:
            kind = _OWN_REACH[object_type]
            return await kind.can(self._session, actor, "history.read", object_id)
        return actor.reach("audit.read").everywhere

    async def names(self, ids: Sequence[UUID]) -> list[Reference]:
        found = await self._session.execute(_NAMES, {"ids": ids})
        return [Reference(id=row.id, type=row.type, name=row.name) for row in found]
