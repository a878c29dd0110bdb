from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.visibility import PROGRAMMES

from .models import Preference, PreferenceDefaults, UserSetting
from .resolver import ANY, Rule

_SEEN_PROGRAMMES = text(
    "SELECT id FROM api.watchable_v1"
    " WHERE object_type = 'programme' AND id = ANY (:ids)"
)


class PreferenceRepository:
    """Every query on wishes, and on what programmes lay down."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def rules(self, account_id: UUID) -> list[Rule]:
        found = await self._session.execute(
            select(
                Preference.topic,
                Preference.channel,
                Preference.programme_id,
                Preference.mode,
            )
            .where(Preference.account_id == account_id)
            .order_by(
                Preference.programme_id.nulls_first(),
                Preference.topic,
                Preference.channel,
            )
        )
        return [Rule._make(row) for row in found]

    async def settings(self, account_id: UUID) -> UserSetting | None:
        return await self._session.scalar(
            select(UserSetting)
            .where(UserSetting.account_id == account_id)
            .execution_options(populate_existing=True)
        )

    async def lock(self, account_id: UUID) -> UserSetting:
        """One's settings, made now if there are none; nobody else changes them."""
        await self._session.execute(
            upsert(UserSetting).values(account_id=account_id).on_conflict_do_nothing()
        )
        found = await self._session.scalar(
            select(UserSetting)
            .where(UserSetting.account_id == account_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        assert found is not None
        return found

    async def replace(self, account_id: UUID, rules: Iterable[Rule]) -> None:
        await self._session.execute(
            delete(Preference).where(Preference.account_id == account_id)
        )
        rows = [rule._asdict() | {"account_id": account_id} for rule in rules]
        if rows:
            await self._session.execute(insert(Preference), rows)

    async def set_off(self, account_id: UUID, topic: str, channel: str) -> None:
        """In every programme: a wish for one of them would else be the stronger."""
        settings = await self.lock(account_id)
        settings.version += 1
        settings.updated_at = func.now()
        programmes = await self._session.scalars(
            select(Preference.programme_id)
            .where(
                Preference.account_id == account_id,
                Preference.programme_id.is_not(None),
                Preference.topic.in_([topic, ANY]),
                Preference.channel.in_([channel, ANY]),
            )
            .distinct()
        )
        rows = [
            {
                "account_id": account_id,
                "topic": topic,
                "channel": channel,
                "programme_id": programme_id,
                "mode": "off",
            }
            for programme_id in (None, *programmes)
        ]
        await self._session.execute(
            upsert(Preference)
            .values(rows)
            .on_conflict_do_update(constraint="uq_preference", set_={"mode": "off"})
        )

    async def unseen(self, programmes: Iterable[UUID]) -> set[UUID]:
        """Those of them that whoever acts does not see."""
        wanted = set(programmes)
        if not wanted:
            return wanted
        found = await self._session.scalars(_SEEN_PROGRAMMES, {"ids": [*wanted]})
        return wanted - set(found)

    async def defaults(self, programme_id: UUID) -> PreferenceDefaults | None:
        return await self._session.scalar(
            select(PreferenceDefaults)
            .where(PreferenceDefaults.programme_id == programme_id)
            .execution_options(populate_existing=True)
        )

    async def keep(self, record: UserSetting | PreferenceDefaults) -> None:
        self._session.add(record)
        await self._session.flush()

    async def require(self, actor: Actor, permission: str, programme_id: UUID) -> None:
        await PROGRAMMES.require(self._session, actor, permission, programme_id)


def laid_down(rules: dict[str, Any] | None, programme_id: UUID) -> Sequence[Rule]:
    """The rules of a programme as it keeps them."""
    return [
        Rule(topic, channel, programme_id, mode)
        for topic, modes in (rules or {}).items()
        for channel, mode in modes.items()
    ]
