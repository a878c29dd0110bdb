from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
)
from bromost_common.languages import refuse_without_original
from bromost_common.paging import AnyRow, Page, PageRequest
from bromost_indicators.libraries import may_change, require_change, require_library

from .formulas import refuse_circles, refuse_to_rename, refuse_unknown_operands
from .library import LibraryRepository, Wanted
from .models import Definition, DefinitionVersion
from .presenting import rule_fields
from .repository import DefinitionRepository
from .rules import COUNTING, TELLING, changed_rule, check_rule
from .schemas import (
    DefinitionCreate,
    DefinitionListItem,
    DefinitionOut,
    DefinitionUpdate,
    DefinitionUse,
    VersionChanges,
    VersionOut,
)

_OWN = ("name", "original_language")


class PublishedError(ConflictError):
    """What was published stays; make a new version."""

    code = "version_published"


class OnlyVersionError(ConflictError):
    """A definition has at least one version; archive the definition."""

    code = "only_version"


class DefinitionService:
    """The libraries of definitions. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._definitions = DefinitionRepository(session)
        self._library = LibraryRepository(session)

    async def page(
        self, page: PageRequest, wanted: Wanted, *, actor: Actor
    ) -> Page[DefinitionListItem]:
        rows, cursor, total = await self._library.page(page, wanted, visible_to=actor)
        items = [
            DefinitionListItem.model_validate(row, from_attributes=True) for row in rows
        ]
        return Page(items=items, next_cursor=cursor, total=total)

    async def get(self, definition_id: UUID, *, actor: Actor) -> DefinitionOut:
        await self._found(definition_id, actor)
        row = await self._library.read(definition_id)
        may = await may_change(self._session, actor, row.programme_id)
        versions = await self._library.versions(
            definition_id, with_drafts=may, visible_to=actor
        )
        if not versions:
            raise NotFoundError("There is no such definition.")
        return DefinitionOut.model_validate(
            row._asdict() | {"may_change": may, "versions": map(_version_out, versions)}
        )

    async def uses(
        self, definition_id: UUID, page: PageRequest, *, actor: Actor
    ) -> Page[DefinitionUse]:
        await self._found(definition_id, actor)
        rows, cursor, total = await self._library.uses(
            definition_id, page, visible_to=actor
        )
        items = [
            DefinitionUse.model_validate(row, from_attributes=True) for row in rows
        ]
        return Page(items=items, next_cursor=cursor, total=total)

    async def register(
        self, wanted: DefinitionCreate, *, actor: Actor
    ) -> DefinitionOut:
        """A definition and its first draft."""
        given = wanted.changes()
        programme_id = given.pop("programme_id", None)
        await require_library(self._session, actor, programme_id)
        definition = Definition(
            id=new_id(), code=given.pop("code"), programme_id=programme_id
        )
        version = DefinitionVersion(
            id=new_id(),
            definition_id=definition.id,
            number=1,
            created_by=actor.account_id,
        )
        axis_ids = await self._fill(definition, version, changed_rule(None, given))
        await self._definitions.add(definition)
        await self._definitions.add_draft(version, axis_ids)
        return await self.get(definition.id, actor=actor)

    async def change(
        self,
        definition_id: UUID,
        wanted: DefinitionUpdate,
        version: int,
        *,
        actor: Actor,
    ) -> DefinitionOut:
        definition = await self._held(definition_id, version, actor)
        changes = wanted.changes()
        if "archived" in changes:
            was_archived = definition.archived_at is not None
            if changes.pop("archived") != was_archived:
                changes["archived_at"] = None if was_archived else datetime.now(UTC)
        changed = [n for n in changes if getattr(definition, n) != changes[n]]
        if "code" in changed:
            await refuse_to_rename(self._definitions, definition)
        for name in changed:
            setattr(definition, name, changes[name])
        return await self._done(definition, actor, counted=bool(changed))

    async def draft(
        self, definition_id: UUID, wanted: VersionChanges, version: int, *, actor: Actor
    ) -> DefinitionOut:
        """A new version that says the same as the newest, but for what is changed."""
        definition = await self._held(definition_id, version, actor)
        newest = await self._definitions.numbered(definition_id)
        assert newest is not None
        draft = DefinitionVersion(
            id=new_id(),
            definition_id=definition_id,
            number=newest.number + 1,
            created_by=actor.account_id,
        )
        said = await self._said(newest, wanted)
        axis_ids = await self._fill(definition, draft, said)
        await self._definitions.add_draft(draft, axis_ids)
        return await self._done(definition, actor)

    async def change_draft(
        self,
        definition_id: UUID,
        number: int,
        wanted: VersionChanges,
        version: int,
        *,
        actor: Actor,
    ) -> DefinitionOut:
        definition = await self._held(definition_id, version, actor)
        draft = await self._draft(definition_id, number)
        said = await self._said(draft, wanted)
        axis_ids = await self._fill(definition, draft, said)
        await self._definitions.replace_axes(draft.id, axis_ids)
        return await self._done(definition, actor)

    async def discard_draft(
        self, definition_id: UUID, number: int, version: int, *, actor: Actor
    ) -> DefinitionOut:
        definition = await self._held(definition_id, version, actor)
        draft = await self._draft(definition_id, number)
        if number == 1:
            raise OnlyVersionError("Archive the definition instead.")
        await self._definitions.discard(draft)
        return await self._done(definition, actor)

    async def publish(
        self, definition_id: UUID, number: int, version: int, *, actor: Actor
    ) -> DefinitionOut:
        """From now on it is what it is, and can be taken into use."""
        definition = await self._held(definition_id, version, actor)
        draft = await self._draft(definition_id, number)
        await refuse_unknown_operands(self._definitions, draft.formula)
        draft.published_at = datetime.now(UTC)
        return await self._done(definition, actor)

    async def _said(
        self, before: DefinitionVersion, wanted: VersionChanges
    ) -> dict[str, Any]:
        told = await self._definitions.told(before)
        told |= {name: getattr(before, name) for name in _OWN}
        return changed_rule(told, wanted.changes())

    async def _fill(
        self,
        definition: Definition,
        version: DefinitionVersion,
        rule: dict[str, Any],
    ) -> list[UUID]:
        """Write the rule into the version, and give back what it is broken down by."""
        axis_ids: list[UUID] = rule.get("axis_ids") or []
        check_rule(rule, axes=len(axis_ids))
        await refuse_circles(self._definitions, definition, rule)
        refuse_without_original("name", rule["name"], rule["original_language"])
        await self._definitions.refuse_unknown_axes(axis_ids)
        for name in (*COUNTING, *TELLING, *_OWN):
            setattr(version, name, rule[name])
        return axis_ids

    async def _draft(self, definition_id: UUID, number: int) -> DefinitionVersion:
        draft = await self._definitions.numbered(definition_id, number)
        if draft is None:
            raise NotFoundError("There is no such version.")
        if draft.published_at is not None:
            raise PublishedError("This version is published; make a new one.")
        return draft

    async def _found(self, definition_id: UUID, actor: Actor) -> Definition:
        definition = await self._definitions.get(definition_id, visible_to=actor)
        if definition is None:
            raise NotFoundError("There is no such definition.")
        return definition

    async def _held(
        self, definition_id: UUID, version: int, actor: Actor
    ) -> Definition:
        """The definition for a change, in the version that was read."""
        definition = await self._found(definition_id, actor)
        await require_change(self._session, actor, definition.programme_id)
        await self._definitions.lock(definition)
        if definition.version != version:
            current = await self.get(definition_id, actor=actor)
            raise StaleVersionError(
                "Somebody else changed this definition.", current=current
            )
        return definition

    async def _done(
        self, definition: Definition, actor: Actor, *, counted: bool = True
    ) -> DefinitionOut:
        if counted:
            definition.version += 1
            await self._definitions.save()
        return await self.get(definition.id, actor=actor)


def _version_out(row: AnyRow) -> VersionOut:
    shown = row._asdict()
    return VersionOut.model_validate(shown | rule_fields(shown))
